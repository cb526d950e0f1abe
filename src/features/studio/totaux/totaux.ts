import { parseEuros, saisieEuros } from '../../../lib/euros.ts'
import { type Chemin, valeurA } from '../../formes/index.ts'
import type { GesteEcrit } from '../document/gestes.ts'
import { groupe, liste, texte } from '../motifs/lire-brut.ts'
import { ecartDe } from './ecart.rules.ts'

/** What a draft announces, and what its envelopes make, where these differ. Cents. `recoivent`: the envelopes that the gap may go to, with what each then has. */
export type Totaux = {
  chemin: Chemin
  annonce: number
  total: number
  recoivent: { code: string; nom: string; chemin: Chemin; montant: number }[]
}

const euros = (v: unknown) => {
  const lu = typeof v === 'string' || typeof v === 'number' ? parseEuros(String(v)) : undefined
  return lu?.ok ? lu.value : undefined
}

/** Nothing while an amount cannot be read, or when the totals agree. Pure. */
export function totauxDe(brut: unknown): Totaux | undefined {
  const lues = liste(valeurA(brut, ['enveloppes'])).map((e, i) => ({
    code: texte(e.code),
    nom: texte(e.libelle) || texte(e.code),
    chemin: ['enveloppes', i, 'montant'],
    montant: euros(e.montant) ?? Number.NaN,
  }))
  if (lues.length === 0 || lues.some(e => Number.isNaN(e.montant))) return undefined
  const { montant, axe } = groupe(valeurA(brut, ['programme']))
  const programme = { montant: euros(montant), axe: axe === undefined ? undefined : { montant: euros(groupe(axe).montant) } }
  return ecartDe(lues, programme)
}

/** What closes the gap: an envelope by its code, or the programme that announces what the envelopes make. Pure. */
export function fermerLEcart(t: Totaux, enveloppe: string | undefined): GesteEcrit | undefined {
  const poser = (chemin: Chemin, centimes: number, dit: string): GesteEcrit => ({
    geste: { verbe: 'poser', chemin, valeur: `${saisieEuros(centimes).replace(/[\u00a0\u202f]/g, ' ')} €` },
    dit,
  })
  if (enveloppe === undefined) return poser(t.chemin, t.total, 'Total annoncé\u00a0: la somme des enveloppes')
  const e = t.recoivent.find(r => r.code === enveloppe)
  return e && poser(e.chemin, e.montant, `Montant de «\u00a0${e.nom}\u00a0»\u00a0: le total annoncé`)
}
