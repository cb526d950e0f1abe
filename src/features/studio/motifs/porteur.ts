import { majuscule } from '../../../lib/mots.ts'
import { direPhrase, direReponse } from './composer.ts'
import { queLaPhrase } from './exigence.ts'
import { estPluriel } from './faits.table.ts'
import { direLitteral } from './litteraux.ts'
import { motifDe } from './motifs.table.ts'
import type { Offres } from './offre.ts'
import type { Phrase, Remplie } from './phrase.ts'

/** What comes from a label never opens a formula: between braces, a sentence of a rule has one. */
const nu = (t: string) => t.replace(/[{}]/g, '')

/** The sentence that a porteur reads when a condition is not met, with their figures; a proposal, which is corrected by hand. `suite`: what an effect adds. */
export function phraseDuPorteur(p: Phrase, offres: Offres, suite = ''): string {
  const dit = 'motif' in p ? uneSeule(p, offres) : `Il faut ${nu(queLaPhrase(p, offres))}.`
  return suite ? `${dit} ${suite}` : dit
}
/** What is read when it is met, by anybody. */
export function phraseRespectee(p: Phrase, offres: Offres): string {
  const premier = 'motif' in p ? p : undefined
  const quoi = premier && offres.noms.get(String(premier.valeurs.quoi ?? ''))
  if (quoi && premier && /^(comparer|entre)_/.test(premier.motif)) return `${nu(majuscule(quoi.dit))} : {${quoi.nom}}.`
  return `${nu(direPhrase(p, offres))}.`
}

const DIFFERENCE = new Set(['comparer_montant', 'comparer_nombre'])
const ATTENDU: Readonly<Record<string, string>> = {
  '<=': 'au plus',
  '>=': 'au moins',
  '<': 'moins de',
  '>': 'plus de',
  '=': 'exactement',
  '!=': 'autre chose que',
}
/** What a day must do, before another that has its article: « la clôture, le 15 mars 2027 », « le 31 décembre 2027 ». */
const DATES: Readonly<Record<string, string>> = {
  '<=': 'ne doit pas venir après',
  '>=': 'ne doit pas venir avant',
  '<': 'doit venir avant',
  '>': 'doit venir après',
  '=': 'doit être',
  '!=': 'ne doit pas être',
}

function uneSeule(p: Remplie, offres: Offres): string {
  const { motif, valeurs } = p
  const v = (x: string) => String(valeurs[x] ?? '')
  const offre = (x: string) => offres.noms.get(v(x))
  /** A figure in a sentence: one of the call between braces, one that was typed as it is. */
  const figure = (x: string) => {
    const c = motifDe(motif)?.cases[x]
    return offre(x) ? `{${v(x)}}` : c && 'de' in c ? direLitteral(v(x), c.de as never) : v(x)
  }
  const tete = () => `${nu(majuscule(offre('quoi')?.dit ?? ''))} : {${v('quoi')}}`
  if (motif.startsWith('comparer_')) {
    const signe = v('signe')
    if (motif === 'comparer_date') {
      const limite = offre('valeur')
      return `${tete()}. Ce jour ${DATES[signe]} ${limite ? `${nu(limite.dit)}, le {${limite.nom}}` : figure('valeur')}.`
    }
    const attendu = signe === '<=' || signe === '>=' ? `${figure('valeur')} ${ATTENDU[signe]}` : `${ATTENDU[signe]} ${figure('valeur')}`
    const ecart = DIFFERENCE.has(motif)
      ? signe === '<='
        ? ` Il y a {${v('quoi')} - ${v('valeur')}} de trop.`
        : signe === '>='
          ? ` Il manque {${v('valeur')} - ${v('quoi')}}.`
          : ''
      : ''
    return `${tete()}. Il faut ${attendu}.${ecart}`
  }
  if (motif.startsWith('entre_')) return `${tete()}. Il faut au moins ${figure('min')}, et au plus ${figure('max')}.`
  if (motif === 'vrai' || motif === 'faux') {
    const o = offre('fait')
    if (o?.sorte === 'piece' && motif === 'vrai') return `Joignez la pièce ${nu(/«.*»/.exec(o.oui ?? '')?.[0] ?? '')}.`
    if (motif === 'vrai' && v('fait').endsWith(' . remplie')) return `Répondez à la question ${nu(/«.*»/.exec(o?.oui ?? '')?.[0] ?? '')}.`
    return `${nu((motif === 'vrai' ? o?.non : o?.oui) ?? '')}.`
  }
  if (motif === 'choix' || motif === 'choix_pas') {
    const codes = [valeurs.codes ?? []].flat().map(c => nu(direReponse(v('question'), c, offres)))
    const dit = `${nu(majuscule(offre('question')?.dit ?? ''))} : {${v('question')}}.`
    return motif === 'choix' ? `${dit} Il faut : ${codes.join(' ou ')}.` : `${dit} Cet appel ne l’admet pas.`
  }
  if (motif === 'aucune_depense')
    return `${nu(majuscule(offre('depense')?.dit ?? ''))} : {${v('depense')}}. Cet appel ne ${estPluriel(offre('depense')?.dit ?? '') ? 'les' : 'la'} paie pas.`
  if (offre('quoi') && motif !== 'rapport' && !motif.startsWith('somme_')) return `${tete()}. Il faut ${nu(queLaPhrase(p, offres))}.`
  return `Il faut ${nu(queLaPhrase(p, offres))}.`
}
