import { z } from 'zod';
import { DELIVERIES } from '#lib/domain/letters/delivery.ts';
import { refused } from '../refused.ts';

const delivery = z.enum(DELIVERIES, refused('letter_delivery_missing'));

/** One choice for each group of letters. */
export const chooseLettersShape = z.object({ reminders: delivery, waiting: delivery, members: delivery });
