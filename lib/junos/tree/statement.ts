// What one statement of a configuration says.

/** One statement of a configuration, as one set line says it. */
export interface Statement {
  /** Words without the value of a leaf; with the item of a leaf-list or the name of an entry. */
  readonly path: readonly string[];
  /** The value of a leaf that has one. */
  readonly value?: string;
  /** Which construct or person said it. */
  readonly origin?: string;
  /** Whether the value must never be shown. */
  readonly secret: boolean;
  /** Places in `path` of words that must never be shown, such as an SNMP community's name; absent where there are none. */
  readonly hidden?: readonly number[];
  /** Where in `path` the words begin that no model of Junos has; absent where all are known. */
  readonly outside?: number;
  /** Outside the schema: no rule judges it. */
  readonly unchecked: boolean;
  /** Deactivated, itself or by a statement around it. */
  readonly inactive?: boolean;
}
