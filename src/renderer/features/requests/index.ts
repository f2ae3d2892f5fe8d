export { RequestsPage } from './requests-page';
export { ModelUsed } from './model-used';
export { CostFigure, InputFigure, OutputFigure } from './row-figures';
export { isRecovered, statusOf } from './request-status';
