import seeds from "../../ignition/standardsSeeds.generated.json" with { type: "json" };

/** What is in force from the beginning. @custom:source `npm run docs`, from `standards/` */
export const STANDARDS_SEEDS = seeds;
