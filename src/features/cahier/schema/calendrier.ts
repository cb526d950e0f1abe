import { z } from 'zod'
import { MOIS } from '../../../lib/mois.ts'
import { BORNES, clausesOptionnelles, code, entier, instant, jour, liste, montant, ouiNon, phrase } from './communs.ts'
import { rythme } from './rythme.ts'

/** One filing period. The whole second of `cloture` is still inside; what has none goes on until somebody closes it. */
export type Vague = {
  code: string
  libelle: string
  ouverture: Date
  cloture?: Date | undefined
  releve?: string | undefined
  comite?: string | undefined
  resultats?: string | undefined
  clauses: string[]
  /** Without a relevé, nothing is waited for: a dossier is instructed from its filing on. */
  auDepot: boolean
}

const vague = z
  .strictObject({
    code,
    libelle: phrase,
    ouverture: instant,
    cloture: instant,
    releve: jour.optional(),
    comite: jour.optional(),
    resultats: jour.optional(),
    clauses: clausesOptionnelles,
  })
  .refine(v => v.cloture > v.ouverture, { path: ['cloture'], message: 'une clôture postérieure à l’ouverture' })
  .transform((v): Vague => ({ ...v, auDepot: v.releve === undefined }))

/** All the year round: no wave, relevés that come again, and perhaps an end. */
const continu = z
  .strictObject({
    ouverture: instant,
    releves: rythme.optional(),
    sans_releve: liste(z.enum(MOIS), 11).default([]),
    premier_releve: instant.optional(),
    fin: instant.optional(),
    reponse: phrase.optional(),
    reponse_semaines: entier(104, 1).optional(),
    clauses: clausesOptionnelles,
  })
  .refine(c => !c.fin || c.fin > c.ouverture, { path: ['fin'], message: 'une fin postérieure à l’ouverture' })
  .refine(c => c.sans_releve.length === 0 || c.releves?.genre === 'mensuel', {
    path: ['sans_releve'],
    message: 'un relevé « chaque mois » : sans lui, aucun mois n’est à passer',
  })
  .refine(c => !c.premier_releve || c.releves?.genre === 'a_la_main', {
    path: ['premier_releve'],
    message: 'des relevés « à la main » : les autres n’ont pas de premier jour à annoncer',
  })
  .refine(c => !c.premier_releve || c.premier_releve > c.ouverture, {
    path: ['premier_releve'],
    message: 'un premier relevé postérieur à l’ouverture',
  })
/** The public notice of an act: the call closes before its end, or opens again. */
export type Avis = { genre: 'fermeture' | 'reouverture'; le: Date; motif: string; publieLe: Date }

/** As it is read; `annonces`: relevés that were announced since the call was published; `fermeture`: it was closed before its end. */
export type Continu = z.output<typeof continu> & { annonces?: readonly Date[] | undefined; fermeture?: boolean | undefined }

/** `limite`: the last day that the call gives to its projects; the follow-up says who goes beyond. */
const jalon = z
  .strictObject({
    date: jour.optional(),
    quand: phrase.optional(),
    limite: ouiNon.optional(),
    libelle: phrase,
    clauses: clausesOptionnelles,
  })
  .refine(j => !j.limite || j.date !== undefined, { path: ['date'], message: 'la date de ce jalon : c’est une limite' })

/** The one period of a call that is open all the year round. Its clauses are said where it stands in the file, and nowhere else. */
const periodeContinue = (c: Continu): Vague => ({
  code: 'continu',
  libelle: 'Dépôt au fil de l’eau',
  ouverture: c.ouverture,
  cloture: c.fin,
  clauses: [],
  auDepot: c.releves === undefined,
})

/**
 * `vagues` or `continu`, one of the two; once read, `vagues` has the periods of either. `rappels`: days before the closing, as negative numbers, on which
 * whoever has not filed gets a mail; 0 is the last one. `preavis_fermeture`: days from the notice of an early closing to the closing, at least; `seuil_fermeture`: it closes
 * by itself when less than that is left to announce.
 */
export const calendrier = z
  .strictObject({
    vagues: liste(vague).min(1, 'au moins une vague').optional(),
    continu: continu.optional(),
    jalons: z
      .array(jalon)
      .max(BORNES.liste)
      .refine(js => js.filter(j => j.limite).length < 2, 'un seul jalon est la limite des projets')
      .default([]),
    cloture_anticipee: phrase.optional(),
    preavis_fermeture: entier(90, 1).default(7),
    seuil_fermeture: montant.optional(),
    rappels: liste(entier(0, -90), 10).default([-7, -2, 0]),
  })
  .refine(c => c.vagues || c.continu, { path: ['vagues'], message: 'des « vagues », ou un dépôt « continu » : l’un des deux' })
  .refine(c => !c.vagues || !c.continu, { path: ['continu'], message: '« vagues » ou « continu », pas les deux' })
  .transform(({ continu: c, vagues, ...reste }) => ({
    ...reste,
    vagues: vagues ?? (c ? [periodeContinue(c)] : []),
    continu: c as Continu | undefined,
    avis: undefined as Avis | undefined,
  }))
