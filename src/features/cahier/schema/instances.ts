import { z } from 'zod'
import { clausesOptionnelles, code, entier, formule, liste, ouiNon, phrase } from './communs.ts'

const commun = { code, libelle: phrase, texte: phrase.optional(), clauses: clausesOptionnelles }
type Pouvoirs = { pouvoirs: number; pouvoirs_au_quorum: boolean; composition: readonly { nombre: number }[] }
function fautesDesPouvoirs({ pouvoirs, pouvoirs_au_quorum, composition }: Pouvoirs): [string, string][] {
  const sieges = composition.reduce((t, s) => t + s.nombre, 0)
  return [
    ...(pouvoirs > 0 && pouvoirs >= sieges
      ? [
          [
            'pouvoirs',
            `${pouvoirs} pouvoirs pour ${sieges} ${sieges > 1 ? 'sièges' : 'siège'} : au plus ${sieges - 1}, un membre tient ceux des autres`,
          ] as [string, string],
        ]
      : []),
    ...(pouvoirs === 0 && pouvoirs_au_quorum
      ? [['pouvoirs_au_quorum', 'aucun pouvoir n’est permis : ajoutez « pouvoirs: 1 », ou retirez cette clé'] as [string, string]]
      : []),
  ]
}

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
      /** How many powers of absent members one who is there may hold: none unless it is said. */
      pouvoirs: entier(10).default(0),
      /** Whether a member who gave a power counts as there for the quorum. */
      pouvoirs_au_quorum: ouiNon.default(false),
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
      if (x.nature === 'avis') for (const [cle, message] of fautesDesPouvoirs(x)) dire(i, message, cle)
      if (x.nature === 'avis' && x.code === 'comite') dire(i, 'un autre code : « comite » est celui du comité', 'code')
    }
  })
  .default([])
