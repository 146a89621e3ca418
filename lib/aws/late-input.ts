// A property's value that is known only later, judged when it is: an error in its place, so that whatever rests on it is not created.
import { type Input, output } from "@pulumi/pulumi";
import { isLate, type Judge, type TextForm, textMistake } from "../topology";
import { refuse } from "./fill";

/**
 * The value, or an error in its place. Plain values pass: they were judged with the program.
 * @param construct path of the construct that has the property
 * @param where the property, such as `existing.address`
 */
export function judged(
  input: Input<string>,
  construct: string,
  where: string,
  form: TextForm | Judge,
): Input<string> {
  if (!isLate(input)) return input;
  const judge: Judge =
    typeof form === "function" ? form : (value) => textMistake(form, where, value);
  return output(input).apply((value) => {
    refuse(value, { construct, judge });
    return value;
  });
}
