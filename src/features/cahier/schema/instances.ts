import { z } from 'zod'
import { clausesOptionnelles, code, entier, formule, liste, phrase } from './communs.ts'

const commun = { code, libelle: phrase, texte: phrase.optional(), clauses: clausesOptionnelles }
const ORDRE = { avis: 0, selection: 1, decision: 2 } as const

/**
 * Bodies of a call, in their order. `avis`: a body consulted on some dossiers (`si`), with seats and a quorum of its own. `selection` and `decision` name the séance of the
 * key `comite` and the authority: their seats are the comité's, their people the signatories of the guichet.
 */
export const instances = liste(
  z.discriminatedUnion('nature', [
    z.strictObject({
      ...commun,
      nature: z.literal('avis'),
      /** On which dossiers; all of them without it. The amount is `aide proposée`. */
      si: formule.optional(),
      composition: liste(z.strictObject({ libelle: phrase, nombre: entier(200, 1) })).min(1),
      quorum: entier(200, 1),
    }),
    z.strictObject({ ...commun, nature: z.literal('selection') }),
    z.strictObject({ ...commun, nature: z.literal('decision') }),
  ]),
  10,
)
  .superRefine((liste, ctx) => {
    const dire = (i: number, message: string, cle = 'nature') => ctx.addIssue({ code: 'custom', path: [i, cle], message })
    for (const [i, x] of liste.entries()) {
      const avant = liste.slice(0, i)
      if (avant.some(y => ORDRE[y.nature] > ORDRE[x.nature])) dire(i, 'les avis d’abord, puis « selection », puis « decision »')
      if (x.nature !== 'avis' && avant.some(y => y.nature === x.nature)) dire(i, `une seule instance « ${x.nature} »`)
      if (x.nature === 'avis' && x.code === 'comite') dire(i, 'un autre code : « comite » est celui du comité', 'code')
    }
  })
  .default([])
