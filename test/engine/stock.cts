/** Depots of the seed: their IDs. */
export const main = '53b6892e-559f-c99e-5bcc-7864c9dd1291';
export const van = '8fbfdd30-6df8-eac1-997f-be4f89310faf';
