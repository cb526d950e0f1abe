import { formatEuros, formatNombre } from '../../lib/euros.ts'
import type { Ecart, Explication } from './expliquer.ts'
import { formatPoints, nommer, pluriel } from './phrases.ts'
import type { Objectif, Probleme } from './probleme.ts'

const liste = new Intl.ListFormat('fr', { type: 'conjunction' })
/** Names said in one sentence, no more. */
const NOMS = 3
const MOT: Record<Objectif, string> = { points: 'point', beneficiaires: 'bénéficiaire', dossiers: 'dossier' }

const valeur = (o: Objectif, n: number) => (o === 'points' ? formatPoints(n) : formatNombre(n))
const quantite = (o: Objectif, n: number) => pluriel(o === 'points' ? n / 100 : n, MOT[o])

/** Why a dossier is in or out, in sentences; then, for a dossier left out, what would bring it in, each enough alone. */
export function direPourquoi(p: Probleme, e: Explication): { raisons: string[]; leviers: string[] } {
  return e.retenu ? { raisons: [...retenu(p, e)], leviers: [] } : { raisons: [refus(p, e)], leviers: [...leviers(e)] }
}

function* retenu(p: Probleme, e: Extract<Explication, { retenu: true }>) {
  if (!e.enEntier) yield `Il reçoit ${formatEuros(e.montant)} sur ${formatEuros(e.demande)}.`
  if (e.main) yield 'Il a été imposé à la main.'
  else if (e.sansLui === null) yield 'Sans lui, les contraintes ne tiennent plus ensemble.'
  else if (e.sansLui) yield sansLui(p, e.sansLui)
  if (e.marge) yield `Il reste retenu tant que sa note ne perd pas plus de ${quantite('points', e.marge)}.`
  if (e.enEntier || e.main) return
  if (e.toutDonner === null) yield 'Les contraintes ne permettent pas de tout lui donner.'
  else if (e.toutDonner) yield `Tout lui donner ${prix(p, e.toutDonner)}`
}

function sansLui(p: Probleme, { objectif: o, totaux, perte, entrent }: Ecart) {
  const place = entrent.length > 0 ? ` Il laisserait la place à ${noms(p, entrent)}.` : ''
  if (perte === 0) return `Sans lui, le total serait le même\u00a0: il est retenu par la règle qui départage.${place}`
  return `Sans lui, le meilleur total possible passe de ${valeur(o, totaux[o] + perte)} à ${quantite(o, totaux[o])}.${place}`
}

/** « ferait sortir Corte : le total perdrait 0,5 point. » */
function prix(p: Probleme, { objectif, perte, sortent }: Ecart) {
  const perdu = perte > 0 ? `le total perdrait ${quantite(objectif, perte)}` : 'le total serait le même'
  return sortent.length > 0 ? `ferait sortir ${noms(p, sortent)}\u00a0: ${perdu}.` : `est possible\u00a0: ${perdu}.`
}

function noms(p: Probleme, ids: readonly string[]) {
  const dits = ids.slice(0, NOMS).map(id => p.dossiers.find(d => d.id === id)!.libelle)
  const autres = ids.length - dits.length
  return liste.format(autres > 0 ? [...dits, pluriel(autres, 'autre')] : dits)
}

function refus(p: Probleme, { raison: r, points, demande, id }: Extract<Explication, { retenu: false }>): string {
  switch (r.genre) {
    case 'exclu':
      return 'Il a été exclu à la main.'
    case 'seuil':
      return `Sa note, ${formatPoints(points)}, est sous la note minimale\u00a0: il lui manque ${quantite('points', r.manque)}.`
    case 'montant': {
      const { plancher } = p.dossiers.find(d => d.id === id)!
      return `Aucun montant ne convient\u00a0: il demande ${formatEuros(demande)} et accepte au moins ${formatEuros(plancher)}, hors des limites fixées par dossier.`
    }
    case 'total':
      return `Le retenir ${prix(p, r.avecLui)}`
    case 'contraintes':
      return r.conflits
        ? `Le retenir contredirait\u00a0: ${r.conflits
            .filter(c => c.cle !== `main:${id}`)
            .map(c => nommer(p, c.cle))
            .join('\u202f; ')}.`
        : 'Le retenir contredirait d’autres contraintes.'
    case 'temps':
      return 'Le calcul n’a pas pu le dire dans le temps donné.'
  }
}

function* leviers({ faudrait: f, points }: Extract<Explication, { retenu: false }>) {
  if (!f) return
  if (f.points !== null) yield `${quantite('points', f.points)} de plus\u00a0: ${formatPoints(points + f.points)}`
  if (f.montant !== null) yield `une demande ramenée à ${formatEuros(f.montant)}`
  if (f.enveloppe) yield `${formatEuros(f.enveloppe)} de plus dans l’enveloppe, sans rien retirer au total`
}
