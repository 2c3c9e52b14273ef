import { reference, type Field } from '../../shared/define';
import { targets } from '../targets';

/** A technician or another user, in a body; bodies take the full name as well, filters do not (sections "Jobs", "Schedule a job"). */
export const person = (label: string, description?: string, guess?: string): Field =>
	reference(targets.user, description, { label, modes: ['id', 'login', 'name'], guess });

/** A user where the document allows no name. */
export const account = (label: string, description?: string): Field => reference(targets.user, description, { label, modes: ['id', 'login'] });
