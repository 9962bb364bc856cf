#compdef moodline
# Completion of `moodline` in zsh. Load it, after compinit, with:  source <(moodline completion zsh)
_moodline_complete() {
    local -a answers plain described found
    local kind value about
    answers=("${(@f)$(env COMP_WORDS="${words[*]}" COMP_CWORD="$((CURRENT - 1))" \
        _MOODLINE_COMPLETE=zsh_complete "${words[1]}" 2>/dev/null)}")
    for kind value about in "${answers[@]}"; do
        if [[ $kind == path ]]; then
            found+=("$value")
        elif [[ $about == _ ]]; then
            plain+=("$value")
        else
            described+=("$value:$about")
        fi
    done
    (( ${#described} )) && _describe -V moodline described
    (( ${#plain} )) && compadd -V plain -a plain
    (( ${#found} )) && compadd -V found -f -a found
    return 0
}
if [[ ${zsh_eval_context[-1]} == loadautofunc ]]; then
    _moodline_complete "$@"
else
    compdef _moodline_complete moodline
fi
