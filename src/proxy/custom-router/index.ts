export type RouterAdvice = { kind: 'none' };
