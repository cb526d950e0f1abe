import type { Child } from 'hono/jsx'
import { formatDateCivile } from '../../lib/dates.ts'
import { formatEuros } from '../../lib/euros.ts'
import { avecUnite } from '../../lib/mots.ts'
import type { Champ, Contenu } from '../contenu/index.ts'
import type { Reponse } from '../verdicts/index.ts'
import { espacer } from './champs.ts'

/** A value in words; what cannot be read says so. */
export function valeurLue(champ: Champ, c: Contenu): Child {
  const illisible = c.illisibles[champ.nom]
  if (illisible !== undefined) return <span class="gt-manque">Illisible : « {illisible} »</span>
  const v = c.valeurs[champ.nom]
  if (v === undefined) return champ.facultatif ? 'Non renseigné, facultatif' : undefined
  const mots = motValeur(champ, v)
  return typeof v === 'string' ? <Paragraphes texte={mots} /> : mots
}

/** A value in plain words: codes as their labels, amounts and dates as one reads them. */
export function motValeur(champ: Champ, v: Reponse): string {
  const mot = (code: unknown) => champ.options?.find(o => o.code === code)?.libelle ?? String(code)
  if (Array.isArray(v)) return v.map(mot).join('\u202f; ')
  if (typeof v === 'boolean') return v ? 'Oui' : 'Non'
  if (champ.genre === 'montant') return formatEuros(v as number, { centimes: true })
  if (typeof v === 'number') return avecUnite(v, champ.unite)
  if (champ.genre === 'date') return formatDateCivile(v as string)
  if (champ.genre === 'siren' || champ.genre === 'siret') return espacer(v as string).replaceAll(' ', '\u00a0')
  return champ.genre === 'choix' ? mot(v) : (v as string)
}

/** Line ends that the person typed are kept. */
export const Paragraphes = ({ texte }: { texte: string }) => <>{texte.split('\n').map((l, i) => (i > 0 ? [<br />, l] : l))}</>
