# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: GPL-3.0-or-later
# bash completion of headroom-cli: verbs, the flags of a verb, and what a flag may be.

_headroom_cli()
{
  local program=${COMP_WORDS[0]} word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} verb= i

  # "--gpu=rtx" comes in three words.
  [ "$word" = = ] && word=
  [ "$before" = = ] && before=${COMP_WORDS[COMP_CWORD-2]}
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in -*) ;; *) verb=${COMP_WORDS[i]}; break ;; esac
  done
  if [ -z "$verb" ] || [ "$verb" = help ]; then
    COMPREPLY=($(compgen -W "$("$program" --values verb 2> /dev/null) help --help --version" -- "$word"))
    [ -n "$verb" ] || COMPREPLY+=($(compgen -f -X '!*.headroom' -- "$word"))
    return
  fi
  case $before in
    --*) COMPREPLY=($(compgen -W "$("$program" --values "${before#--}" 2> /dev/null)" -- "$word"))
         [ ${#COMPREPLY[@]} -eq 0 ] || return ;;
  esac
  case $word in
    -*) COMPREPLY=($(compgen -W "$("$program" "$verb" --help 2> /dev/null | grep -oE '^ +(-[a-z], )?--[a-z-]+' |
                                   grep -oE -- '--[a-z-]+') --help" -- "$word")) ;;
    *) case $verb in
         compare) COMPREPLY=($(compgen -W "$("$program" --values gpu 2> /dev/null)" -- "$word")) ;;
         catalog) COMPREPLY=($(compgen -W "list show validate import export" -- "$word")) ;;
       esac
       COMPREPLY+=($(compgen -f -- "$word")) ;;
  esac
}
complete -o filenames -F _headroom_cli headroom-cli
