import { auGuichet } from '../../db/db.ts'
import type { Deps } from '../../http.ts'
import { dateCivile, formatJour } from '../../lib/dates.ts'
import { paths } from '../../paths.ts'
import { ecrireCourriel } from '../courriels/index.ts'
import { ancragesDe, prendreAncrage } from './ancrages.queries.ts'

type Outils = Pick<Deps, 'db' | 'guichetId' | 'config'>

/** The day's anchor: the head as it stands when the job first passes on a day (just after midnight in Paris), and a mail to each witness that the guichet names. Once a day. */
export const ancrerJournal = ({ db, guichetId, config }: Outils, instant: Date): Promise<boolean> =>
  auGuichet(db, guichetId, async tx => {
    const jour = dateCivile(instant)
    if (!(await prendreAncrage(tx, guichetId, jour, instant))) return false
    const [ancrage] = await ancragesDe(tx, guichetId, jour)
    const { rang, empreinte } = ancrage!
    for (const destinataire of config.guichet.temoinsDuJournal)
      await ecrireCourriel(
        tx,
        { guichetId, instant },
        {
          cle: `ancrage-${jour}-${destinataire}`,
          destinataire,
          sujet: `Journal du guichet\u00a0: ancrage du ${formatJour(instant)}`,
          phrases: [
            `Le ${formatJour(instant)}, la dernière ligne du journal de «\u00a0${config.guichet.nom}\u00a0» porte le rang ${rang} et cette empreinte\u00a0:`,
            `${rang}:${empreinte}`,
            'Gardez ce courriel. Si le journal est refait, cette ligne le montre\u00a0:',
            `npm run journal:verifier -- --guichet ${config.guichet.slug} --attendu ${rang}:${empreinte}`,
          ],
          lien: paths.journal.ancrages,
        },
      )
    return true
  })
