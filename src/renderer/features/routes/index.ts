export { RoutesPage } from './routes-page';
export { TargetPicker } from './target-picker';
