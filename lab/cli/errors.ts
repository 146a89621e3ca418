// Errors that are written for the person at the terminal, and shown without a stack.

export class LabError extends Error {}
