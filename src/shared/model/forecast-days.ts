/** Whole days that a forecast needs to go by: fewer say nothing. */
export const FEWEST_FORECAST_DAYS = 7;
