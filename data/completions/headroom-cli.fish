# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
# fish completion of headroom-cli: verbs, the flags of a verb, and what a flag may be.

function __headroom_cli_verb
    set -l words (commandline -opc)
    for word in $words[2..-1]
        string match -q -- '-*' $word; or begin
            echo $word
            return
        end
    end
end

function __headroom_cli_words
    set -l verb (__headroom_cli_verb)
    set -l before (commandline -opc)[-1]
    if test -z "$verb" -o "$verb" = help
        headroom-cli --values verb 2>/dev/null
        return
    end
    if string match -q -- '--*' $before
        headroom-cli --values (string replace -- '--' '' $before) 2>/dev/null
    else if test "$verb" = compare
        headroom-cli --values gpu 2>/dev/null
    else if test "$verb" = catalog
        printf '%s\n' list show validate import export
    end
    headroom-cli $verb --help 2>/dev/null | string match -r -- '^ +(?:-[a-z], )?(--[a-z-]+)' | string match -- '--*'
end

complete -c headroom-cli -a '(__headroom_cli_words)'
