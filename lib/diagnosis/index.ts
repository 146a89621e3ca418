// Why a tunnel does not work: causes with evidence and fix, from configurations and replies. Pure.
export {
  type Cause,
  causeLines,
  type Diagnosis,
  diagnosisLines,
  type Evidence,
  type Layer,
} from "./cause";
export { diagnose } from "./diagnose";
export { wantedOf } from "./found";
export type { DiagnosedDevice, WantedTunnel } from "./network";
export { type CloudDrift, cloudFindings, withCloud } from "./cloud";
export { tellsCause } from "./wire";
export { type IkeWay, waysOfIke } from "./way";
export type {
  EspLoss,
  Observed,
  ObservedDevice,
  ObservedEnd,
  SeenEvent,
  SeenHits,
  SeenRule,
  SeenSession,
  SizeLoss,
} from "./observed";
