// The resource `vsrx:index:Image`: a machine image that was looked up, which stays until another one is asked for.
import {
  type CreateRequest,
  type CreateResult,
  type DiffRequest,
  type DiffResult,
  diffProperties,
  type PropertyMap,
  type ResourceHandler,
  type UpdateRequest,
} from "../rpc";

/** What was asked for: what is the newest answer is nobody's choice. */
const asked = ({ newest: _, ...rest }: PropertyMap): PropertyMap => rest;

/** Handles `vsrx:index:Image`: all of it is state. A newer image is a choice, because it replaces instances. */
export class MachineImageHandler implements ResourceHandler {
  async diff({ oldInputs, newInputs }: DiffRequest): Promise<DiffResult> {
    return { changes: diffProperties(asked(oldInputs), asked(newInputs)) };
  }

  /** Known in a preview too, so that it shows which instances another image replaces. */
  async create({ name, inputs }: CreateRequest): Promise<CreateResult> {
    return { id: name, state: { ...inputs, imageId: inputs.newest } };
  }

  async update({ newInputs }: UpdateRequest): Promise<PropertyMap> {
    return { ...newInputs, imageId: newInputs.newest };
  }
}
