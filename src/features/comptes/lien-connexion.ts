import { sql } from 'kysely'
import type { Config } from '../../config.ts'
import { auGuichet, type Db, type Tx } from '../../db/db.ts'
import type { Horloge } from '../../lib/horloge.ts'
import { paths } from '../../paths.ts'
import { ecrireCourriel } from '../courriels/index.ts'
import { DUREE_LIEN_MIN } from './auth.ts'
import { codeEnMots } from './demande-code.ts'

/** Links that one address may receive in the life of a link: enough for a slow mailbox, too few to flood somebody's. */
const LIENS_MAX = 5

type Deps = { db: Db; guichetId: string; horloge: Horloge; config: Config }

/** Writes the mail of a sign-in link, the same whether the account exists or not. Beyond `LIENS_MAX`, silently nothing. */
export const ecrireLienConnexion =
  (d: Deps) => (lien: { courriel: string; jeton: string; code: string | undefined; retour: string | undefined }) =>
    auGuichet(d.db, d.guichetId, async tx => {
      const instant = d.horloge.maintenant()
      // asked for at the same instant from many places, links to one mailbox are counted one after the other
      await sql`select pg_advisory_xact_lock(hashtextextended(${`liens:${lien.courriel}`}, 0))`.execute(tx)
      if ((await liensRecents(tx, d.guichetId, lien.courriel, instant)) >= LIENS_MAX) return
      const retour = lien.retour ? `?${new URLSearchParams({ retour: lien.retour })}` : ''
      await ecrireCourriel(
        tx,
        { guichetId: d.guichetId, instant },
        {
          destinataire: lien.courriel,
          sujet: `${lien.code ? 'Votre code pour entrer' : 'Votre lien de connexion'} – ${d.config.guichet.nom}`,
          phrases: [
            `Vous avez demandé à entrer sur ${d.config.guichet.nom}. Suivez le lien ci-dessous, puis appuyez sur le bouton « Entrer ».`,
            ...(lien.code ? [`Ou écrivez ce code dans la page qui vous le demande\u00a0: ${codeEnMots(lien.code)}.`] : []),
            `${lien.code ? 'Le lien et le code servent' : 'Ce lien sert'} une seule fois, pendant ${DUREE_LIEN_MIN} minutes. Ne ${lien.code ? 'les' : 'le'} transmettez à personne.`,
            'Si vous n’avez rien demandé, ignorez ce message : personne ne peut entrer sans ce message.',
          ],
          signe: d.config.guichet.service.nom,
          lien: paths.connexionLienRecu(lien.jeton) + retour,
          secret: true,
        },
      )
    })

async function liensRecents(tx: Tx, guichetId: string, courriel: string, instant: Date) {
  const { n } = await tx
    .selectFrom('courriel')
    .select(eb => eb.fn.countAll<number>().as('n'))
    .where('guichet_id', '=', guichetId)
    .where('destinataire', '=', courriel)
    .where('secret', '=', true)
    .where('cree_le', '>', new Date(instant.getTime() - DUREE_LIEN_MIN * 60_000))
    .where('cree_le', '<=', instant)
    .executeTakeFirstOrThrow()
  return n
}
