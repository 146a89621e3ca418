// vsrx completion: a script that lets a shell complete the commands and options of vsrx.
import { Argument, Command } from "commander";

/** The words that can follow each command, by its own words joined by blanks. */
function wordsByCommand(command: Command, path = ""): Map<string, string[]> {
  const options = command.options.flatMap(({ long }) => (long == null ? [] : [long]));
  const found = new Map([
    [path, [...command.commands.map((each) => each.name()), ...options, "--help"]],
  ]);
  for (const each of command.commands)
    for (const [key, words] of wordsByCommand(each, `${path} ${each.name()}`.trim()))
      found.set(key, words);
  return found;
}

/** Commands first; where none is left to say, files. */
function bash(program: Command): string {
  const cases = [...wordsByCommand(program)].map(
    ([path, words]) => `    "${path}") words="${words.join(" ")}" ;;`,
  );
  return `_vsrx() {
  local path="" word words=""
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) ;; *) [[ $path == *" "* ]] || path="\${path:+$path }$word" ;; esac
  done
  case "$path" in
${cases.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
  [[ \${#COMPREPLY[@]} -gt 0 ]] || COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o filenames -F _vsrx vsrx
`;
}

/** The same for fish, which asks a condition for each offer. */
function fish(program: Command): string {
  const offers = [...wordsByCommand(program)].map(
    ([path, words]) => `complete -c vsrx -n '__vsrx_after "${path}"' -a "${words.join(" ")}"`,
  );
  return `function __vsrx_after
  set -l words (string match -v -- '-*' (commandline -opc)[2..])
  test "$words[1..2]" = "$argv[1]"
end
${offers.join("\n")}
`;
}

const SCRIPTS: Readonly<Record<string, (program: Command) => string>> = {
  bash,
  fish,
  zsh: (program) => `autoload -U +X bashcompinit && bashcompinit\n${bash(program)}`,
};

/** The command, for the program whose commands it completes. */
export const completionCommand = (program: Command): Command =>
  new Command("completion")
    .description(
      "print a script for a shell: source <(vsrx completion bash), or vsrx completion fish | source",
    )
    .addArgument(new Argument("<shell>", "whose script").choices(Object.keys(SCRIPTS)))
    .action((shell: string) => {
      process.stdout.write(SCRIPTS[shell]?.(program) ?? "");
    });
