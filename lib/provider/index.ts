// What the command line takes from the provider beside starting it.
export { placementMistake } from "./placement";
