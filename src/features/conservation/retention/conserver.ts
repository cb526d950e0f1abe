import { auGuichet, type Tx } from '../../../db/db.ts'
import type { Deps } from '../../../http.ts'
import { formatJour } from '../../../lib/dates.ts'
import { de } from '../../../lib/mots.ts'
import { unParUn } from '../../../lib/un-par-un.ts'
import { paths } from '../../../paths.ts'
import { ecrireCourriel } from '../../courriels/index.ts'
import { journaliser } from '../../journal/index.ts'
import { listerMembres } from '../../structures/index.ts'
import { situationDuCompte } from '../effacement/compte.queries.ts'
import { obstacle } from '../effacement/effacement.rules.ts'
import { effacerCompte } from '../effacement/effacer-compte.ts'
import {
  type AConserver,
  aEffacer,
  aPrevenir,
  dossierAnnonce,
  dureesDuGuichet,
  noterPreavis,
  verrouiller,
  viderDossier,
} from './retention.queries.ts'

type Ctx = Pick<Deps, 'db' | 'guichetId'> & { acteur: null; instant: Date }

/**
 * What is kept ends: whoever it belongs to is told thirty days before, once whatever outage, then it is erased at its term. A dossier or an account that
 * moved meanwhile starts again. One transaction each: what was done stays done. For a daily job.
 */
export async function conserver(
  { db, guichetId }: Pick<Deps, 'db' | 'guichetId'>,
  instant: Date,
): Promise<{ prevenus: number; effaces: number }> {
  const ctx: Ctx = { db, guichetId, acteur: null, instant }
  const durees = await auGuichet(db, guichetId, tx => dureesDuGuichet(tx, guichetId))
  const quand = { guichetId, durees, instant }
  const chacun = async (lire: typeof aPrevenir, faire: typeof prevenir) =>
    unParUn(await auGuichet(db, guichetId, tx => lire(tx, quand)), a =>
      auGuichet(db, guichetId, async tx => {
        await verrouiller(tx, guichetId, a)
        const [encore] = await lire(tx, quand, a.id)
        return encore ? faire(tx, ctx, encore) : false
      }),
    )
  const n = { prevenus: 0, effaces: 0 }
  // a notice that fails keeps no erasure waiting
  await unParUn(
    [async () => (n.prevenus = await chacun(aPrevenir, prevenir)), async () => (n.effaces = await chacun(aEffacer, effacer))],
    faire => faire().then(() => true),
  )
  return n
}

async function prevenir(tx: Tx, ctx: Ctx, a: AConserver): Promise<boolean> {
  const jour = formatJour(a.terme)
  const cle = `preavis-${a.id}-${a.terme.getTime()}`
  if (a.objet === 'compte') {
    // an account that could not be erased is not threatened
    if (obstacle(await situationDuCompte(tx, ctx.guichetId, a.id)) || !(await noterPreavis(tx, ctx.guichetId, a, ctx.instant))) return false
    const { email } = await tx.selectFrom('compte').select('email').where('id', '=', a.id).executeTakeFirstOrThrow()
    await ecrireCourriel(tx, ctx, {
      cle,
      destinataire: email,
      sujet: `Votre compte sera supprimé le ${jour}`,
      phrases: [
        `Vous ne vous êtes pas connecté depuis longtemps. Votre compte sera supprimé le ${jour}.`,
        'Pour le garder, connectez-vous avant cette date.',
      ],
      lien: paths.connexion,
    })
  } else {
    if (!(await noterPreavis(tx, ctx.guichetId, a, ctx.instant))) return false
    const d = await dossierAnnonce(tx, ctx.guichetId, a.id)
    const nom = `${d.numero}${d.titre ? ` («\u00a0${d.titre}\u00a0»)` : ''}`
    for (const m of (await listerMembres(tx, ctx.guichetId, d.structure)).filter(x => x.etat === 'active'))
      await ecrireCourriel(tx, ctx, {
        cle: `${cle}-${m.compteId}`,
        destinataire: m.courriel,
        sujet: `Le contenu du dossier ${d.numero} sera effacé le ${jour}`,
        phrases: [
          `Le dossier ${nom} ${de(d.nom)} arrive à la fin de sa durée de conservation. Ses réponses, ses pièces et ses messages seront effacés le ${jour}.`,
          a.objet === 'brouillon'
            ? 'Pour garder ce brouillon, modifiez-le avant cette date. Vous pouvez aussi en télécharger une copie.'
            : 'La décision et les paiements restent. Pour garder une copie du reste, téléchargez le dossier avant cette date.',
        ],
        lien: paths.dossiers.voir(a.id),
        dossierId: a.id,
      })
  }
  await journaliser(tx, ctx, 'conservation.preavis', a.id, { objet: a.objet, terme: a.terme.toISOString() })
  return true
}

async function effacer(tx: Tx, ctx: Ctx, a: AConserver): Promise<boolean> {
  if (a.objet !== 'compte') {
    await viderDossier(tx, a.id, ctx.instant)
    await journaliser(tx, ctx, 'conservation.dossier_efface', a.id, { objet: a.objet })
    return true
  }
  const { email } = await tx.selectFrom('compte').select('email').where('id', '=', a.id).executeTakeFirstOrThrow()
  const { ok } = await effacerCompte({ ...ctx, tx }, { id: a.id, courriel: email }, 'inactivite')
  if (ok)
    await tx
      .updateTable('preavis')
      .set({ efface_le: ctx.instant })
      .where('guichet_id', '=', ctx.guichetId)
      .where('objet_id', '=', a.id)
      .execute()
  return ok
}
