// What a bench is: it measures, and prints each number beside its goal.

export type Print = (name: string, value: string, goal: string) => void;

/** @param args the words after its name on the command line */
export type Bench = (print: Print, args: readonly string[]) => Promise<void>;
