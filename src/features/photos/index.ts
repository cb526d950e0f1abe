/**
 * Photos: photographs of papers made into one PDF, a page each: straightened, light, without what a telephone writes in them (place, device). Owns no table. What is sent is decoded in a thread of its own
 * (`atelier/photos.ts`), bounded in points, memory and time.
 */
export { messagePhoto, PAGES_MAX, PHOTO_MAX, type RefusPhoto } from './photos.rules.ts'
