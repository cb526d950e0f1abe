import { Document } from 'yaml'
import { type GuichetConfig, guichetSchema } from '../../../config.ts'
import { formatJour } from '../../../lib/dates.ts'

const TETE = (nom: string, jour: string) =>
  ` Réglages de « ${nom} », tels qu’ils étaient le ${jour}. Ce fichier installe un guichet pareil dans une base neuve (GUICHET_CONFIG).
 Il ne tient aucun secret : mots de passe et adresses de serveurs sont dans l’environnement.`

/** The settings as a file that installs the same in a new database. No secret is in them: those are in the environment alone. */
export function enFichier(guichet: GuichetConfig, instant: Date): string {
  // in the order of the schema, and without what is not said
  const ordonne = guichetSchema.parse(guichet)
  const vides = (v: unknown) => v !== null && typeof v === 'object' && !Array.isArray(v) && Object.keys(v).length === 0
  const doc = new Document(Object.fromEntries(Object.entries(ordonne).filter(([, v]) => !vides(v))))
  doc.commentBefore = TETE(guichet.nom.replaceAll('\n', ' '), formatJour(instant))
  return doc.toString({ lineWidth: 0 })
}
