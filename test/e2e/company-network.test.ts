// The company's network in the lab, by its own test: see there.
import "../../examples/company-network/in-the-lab";
