# Completion of `moodline` in fish. Load it with:  moodline completion fish | source
function _moodline_complete
    set -l tokens (commandline -opc)
    env COMP_WORDS=(string escape -- $tokens | string join " ") COMP_CWORD=(commandline -ct | string collect --allow-empty) \
        _MOODLINE_COMPLETE=fish_complete $tokens[1] 2>/dev/null
end
complete --no-files --command moodline --arguments "(_moodline_complete)"
