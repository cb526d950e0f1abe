import { type Contexte, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { Deps } from '../../../http.ts'
import { delaiRestant, formatHeure, formatJourSemaine } from '../../../lib/dates.ts'
import { de } from '../../../lib/mots.ts'
import { unParUn } from '../../../lib/un-par-un.ts'
import { paths } from '../../../paths.ts'
import { ecrireCourriel } from '../../courriels/index.ts'
import { type Dossier, dossierDuGuichet } from '../../dossiers/index.ts'
import { journaliser } from '../../journal/index.ts'
import { JOURS_USUELS, rappelDu } from '../../rappels/index.ts'
import { destinatairesDuProjet } from '../destinataires.ts'
import { nommerPoints } from '../titres.ts'
import { dernierAvis, dossiersARappeler, noterAvis } from './rappels.queries.ts'

/**
 * Reminds the porteur and its partners of an answer that is due: 7 days before, 2 days before, on the last morning, each once, whatever outage, clock
 * or second worker, and none after the last day. One transaction a dossier: what was sent stays sent. Returns how many dossiers were reminded.
 */
export async function rappelerComplements({ db, guichetId }: Pick<Deps, 'db' | 'guichetId'>, instant: Date): Promise<number> {
  const ctx: Contexte = { db, guichetId, acteur: null, instant }
  const ids = await enTransaction(ctx, tx => dossiersARappeler(tx, guichetId, instant))
  return unParUn(ids, id => enTransaction(ctx, tx => rappeler(tx, ctx, id)))
}

async function rappeler(tx: Tx, ctx: Contexte, id: string): Promise<boolean> {
  // locked first: a second worker finds what this one noted, and an answer that has just come is seen
  const dossier = await dossierDuGuichet(tx, ctx.guichetId, id, { verrou: true })
  const demande = dossier?.complement
  if (!dossier || !demande) return false
  const { echeance: cloture, numero } = demande
  const code = rappelDu({ jours: JOURS_USUELS, cloture, depuis: await dernierAvis(tx, ctx.guichetId, demande.id), instant: ctx.instant })
  if (!code) return false
  await noterAvis(tx, ctx, demande.id)
  const quoi = nommerPoints(dossier, demande.points, ctx.instant)
  const courriel = courrielDe(
    dossier,
    demande,
    quoi,
    code === 'dernier_jour' ? 'Dernier jour' : `Il reste ${delaiRestant(ctx.instant, cloture)}`,
  )
  for (const destinataire of await destinatairesDuProjet(tx, ctx.guichetId, dossier))
    await ecrireCourriel(tx, ctx, {
      ...courriel,
      cle: `complement-rappel-${demande.id}-${code}-${cloture.getTime()}-${destinataire}`,
      destinataire,
      dossierId: id,
    })
  await journaliser(tx, ctx, 'instruction.complement_rappele', id, {
    complement: demande.id,
    numero,
    code,
    echeance: cloture.toISOString(),
  })
  return true
}

function courrielDe(d: Dossier, { echeance }: NonNullable<Dossier['complement']>, quoi: string, reste: string) {
  return {
    sujet: `${reste} pour compléter le dossier ${d.numero}\u00a0: ${quoi}`,
    phrases: [
      `Pour le dossier ${d.numero} ${de(d.structure.nom)}, le service attend\u00a0: ${quoi}.`,
      `Répondez jusqu’au ${formatJourSemaine(echeance)} à ${formatHeure(echeance)}, heure de Paris. Ce que vous avez déposé compte tant que vous n’envoyez pas.`,
      'S’il vous faut plus de temps, écrivez au service\u00a0: il peut prolonger ce délai.',
    ],
    signe: d.version.appel.regime.service.nom,
    lien: paths.dossiers.complements(d.id),
  }
}
