/**
 * The vocabulary in which resources are written: what an operation is called, which endpoint it uses, which fields it
 * takes. Plain data; `description/` turns it into n8n properties, `request/` reads parameters by it, `response/` shapes the
 * response by it.
 */

export * from './record';
export * from './fields';
export * from './operation';
export * from './makers';
export * from './resource';
export * from './declare';
export * from './words';
