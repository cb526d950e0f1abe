import { MIMEType } from 'node:util'

/** RFC 2046 § 5.1.1: a longer one makes every search for it dearer. */
const FRONTIERE_MAX = 70
/** With one parameter; a second one is only there to be read by one reader and not by the other. */
const TYPE_MAX = 200

/** What lies between the parts of a multipart form; nothing when its type cannot be read, or is made to tire whoever reads it. */
export function frontiereDe(type: string): string | undefined {
  if (type.length > TYPE_MAX) return undefined
  try {
    const frontiere = new MIMEType(type).params.get('boundary')
    return frontiere && frontiere.length <= FRONTIERE_MAX ? frontiere : undefined
  } catch {
    return undefined
  }
}
