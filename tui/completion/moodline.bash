# Completion of `moodline` in bash 4.4 or newer. Load it with:  source <(moodline completion bash)
_moodline_complete() {
    local IFS=$'\n' line kind value
    COMPREPLY=()
    while IFS= read -r line; do
        kind=${line%%,*}
        value=${line#*,}
        [[ $kind == path ]] && compopt -o filenames
        COMPREPLY+=("$value")
    done < <(env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD="$COMP_CWORD" \
        _MOODLINE_COMPLETE=bash_complete "$1" 2>/dev/null)
}
complete -o nosort -F _moodline_complete moodline
