import type { Contexte } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { formatJour } from '../../../lib/dates.ts'
import { de } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { ecrireCourriel } from '../../courriels/index.ts'
import type { Periode } from './interims.rules.ts'

type Qui = { nom: string; courriel: string }
export type Avis = { id: string; remplace: Qui; remplacant: Qui; perimetre: string } & Periode

/** « du 4 octobre 2021 au 8 octobre 2021 inclus ». */
export const motPeriode = ({ du, au }: Periode) => `du ${formatJour(du)} au ${formatJour(new Date(au.getTime() - 1))} inclus`

/** Tells both that one stands in for the other. */
export async function annoncerInterim(tx: Tx, ctx: Contexte, { id, remplace, remplacant, perimetre, ...periode }: Avis) {
  const lien = paths.instruction.interims
  await ecrireCourriel(tx, ctx, {
    cle: `interim-remplacant-${id}`,
    destinataire: remplacant.courriel,
    sujet: `Vous remplacez ${remplace.nom}`,
    phrases: [
      `Vous remplacez ${remplace.nom}, ${motPeriode(periode)}.`,
      `Pendant cette période, vous lisez et instruisez aussi ses dossiers (${perimetre}). Les pages vous disent quand vous agissez par intérim.`,
    ],
    lien,
  })
  await ecrireCourriel(tx, ctx, {
    cle: `interim-remplace-${id}`,
    destinataire: remplace.courriel,
    sujet: `${remplacant.nom} vous remplace`,
    phrases: [`${remplacant.nom} vous remplace, ${motPeriode(periode)}, et lit vos dossiers pendant cette période (${perimetre}).`],
    lien,
  })
}

/** Tells both that it has ended before its last day, or will not begin. */
export async function annoncerFin(tx: Tx, ctx: Contexte, { id, remplace, remplacant, ...periode }: Omit<Avis, 'perimetre'>) {
  const commence = periode.du <= ctx.instant
  for (const qui of [remplace, remplacant])
    await ecrireCourriel(tx, ctx, {
      cle: `interim-fin-${id}-${qui === remplace ? 'remplace' : 'remplacant'}`,
      destinataire: qui.courriel,
      sujet: commence ? 'Fin de l’intérim' : 'Intérim annulé',
      phrases: [
        `L’intérim ${de(remplace.nom)} par ${remplacant.nom}, prévu ${motPeriode(periode)}, ${commence ? 'prend fin maintenant' : 'n’aura pas lieu'}.`,
      ],
      lien: paths.instruction.interims,
    })
}
