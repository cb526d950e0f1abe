import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { formatJour } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { ecrireCourriel } from '../../courriels/index.ts'
import { aDeclarer, type Membre, type Seance } from '../seance.ts'
import type { VersionPv } from './proces-verbal.queries.ts'

/** Who signs the procès-verbal: those who were there and took part, that is who had declared their interests; of a body that gives opinions, whoever chaired. */
export const signataires = (s: Seance): Membre[] =>
  s.membres.filter(m => m.presence === 'present' && aDeclarer(s, m).length === 0 && (!s.instance.avis || m.id === s.presidentId))

/** They were there and never declared their interests: they read nothing of the dossiers, and do not sign. */
export const presentsNonDeclares = (s: Seance): Membre[] => s.membres.filter(m => m.presence === 'present' && aDeclarer(s, m).length > 0)

/** Whose signature a version still waits for. */
export const manquants = (s: Seance, v: Pick<VersionPv, 'signatures'>) =>
  signataires(s).filter(m => !v.signatures.some(x => x.membreId === m.id))

const duQui = (s: Seance) => (s.instance.libelle ? `de «\u00a0${s.instance.libelle}\u00a0» du` : 'du comité du')

/** Tells who signs that a version waits for them. Once a version. */
export async function inviterASigner(tx: Tx, ctx: ContexteActeur, s: Seance, version: number) {
  const jour = formatJour(s.tenueLe)
  for (const m of signataires(s))
    await ecrireCourriel(tx, ctx, {
      cle: `proces-verbal-${s.id}-${version}-${m.id}`,
      destinataire: m.courriel,
      sujet: `Procès-verbal ${duQui(s)} ${jour}, à signer`,
      phrases: [
        version === 1
          ? `Le procès-verbal de la séance du ${jour}, pour l’appel «\u00a0${s.appel.titre}\u00a0», est établi.`
          : `Le procès-verbal de la séance du ${jour}, pour l’appel «\u00a0${s.appel.titre}\u00a0», a changé\u00a0: sa version\u00a0${version} remplace la précédente.`,
        version === 1
          ? 'Relisez-le, puis signez-le, avec une réserve s’il le faut.'
          : 'Les signatures repartent de zéro\u00a0: relisez-le, puis signez-le.',
      ],
      lien: paths.comite.procesVerbal(s.id),
    })
}

/** Tells who had not signed that the procès-verbal was frozen without them. */
export async function direFigeSans(tx: Tx, ctx: ContexteActeur, s: Seance, absents: readonly Membre[], motif: string) {
  const jour = formatJour(s.tenueLe)
  for (const m of absents)
    await ecrireCourriel(tx, ctx, {
      cle: `proces-verbal-fige-${s.id}-${m.id}`,
      destinataire: m.courriel,
      sujet: `Procès-verbal ${duQui(s)} ${jour}, figé sans votre signature`,
      phrases: [
        `Le procès-verbal de la séance du ${jour}, pour l’appel «\u00a0${s.appel.titre}\u00a0», est figé. Il dit que vous n’avez pas signé.`,
        `Motif donné\u00a0: ${motif}`,
      ],
      lien: paths.comite.procesVerbal(s.id),
    })
}
