import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import type { RemarqueSituee } from '../lire-brouillon.ts'
import { Remarques } from '../remarques.view.tsx'
import { type Passage, RYTHMES, RYTHMES_EN_ORDRE, type Rythme } from './passer.ts'

/** What a button of the rhythm sends: « rythme! » once what goes away was read. */
const ordreDuRythme = (rythme: Rythme, sur = false) => `rythme${sur ? '!' : ''} ${rythme}`
export function rythmeDemande(ordre: string | undefined): { vers: Rythme; sur: boolean } | undefined {
  const m = /^rythme(!?) (\w+)$/.exec(ordre ?? '')
  const vers = m && RYTHMES_EN_ORDRE.find(r => r === m[2])
  return vers ? { vers, sur: m[1] === '!' } : undefined
}

type Choix = { rythme: Rythme; brouillon: string; remarques: readonly RemarqueSituee[] }
/** The first choice of a calendar: each button keeps what is typed, then changes the rhythm. Under it, what its dates make impossible; what is not written yet is said at its field. */
export const ChoixDuRythme = ({ rythme, brouillon, remarques }: Choix) => (
  <>
    <p id="rythme">
      Le dépôt se fait<span class="gt-studio__choisi">&nbsp;: {RYTHMES[rythme]}</span>
    </p>
    <ul class="gt-studio__rythme" aria-labelledby="rythme">
      {RYTHMES_EN_ORDRE.map(r => (
        <li>
          <button type="submit" name="ordre" value={ordreDuRythme(r)} aria-pressed={r === rythme ? 'true' : 'false'}>
            {RYTHMES[r]}
          </button>
        </li>
      ))}
    </ul>
    <Remarques brouillon={brouillon} remarques={remarques.filter(r => !r.fait.startsWith('À compléter'))} />
  </>
)

/** What the last change of the draft took away from its calendar. */
export const DatesParties = ({ dit, brouillon }: { dit: string; brouillon: string }) => (
  <Alert ton="info" petit>
    <p>
      {dit} «&nbsp;Annuler&nbsp;», à la <a href={paths.studio.brouillon(brouillon)}>page de l’appel</a>, rend tout.
    </p>
  </Alert>
)

/** Asked before a change of rhythm that takes something away. */
export const ChangerDeRythme = ({ vers, garde, perdu, reste }: { vers: Rythme; reste: string } & Omit<Passage, 'gestes'>) => (
  <Alert ton="warning" titre={`Passer «\u00a0${RYTHMES[vers]}\u00a0» retire ce qui suit`} reponse>
    <ul>
      {perdu.map(dit => (
        <li>{dit}</li>
      ))}
    </ul>
    {garde.length > 0 && <p>Reste&nbsp;: {garde.join(' · ')}.</p>}
    <p>Rien n’est encore retiré. Ensuite, «&nbsp;Annuler&nbsp;», à la page de l’appel, rend tout.</p>
    <ul class="fr-btns-group fr-btns-group--inline fr-btns-group--sm">
      <li>
        <button class="fr-btn" type="submit" name="ordre" value={ordreDuRythme(vers, true)}>
          Passer {RYTHMES[vers] === 'en deux temps' ? RYTHMES[vers] : `«\u00a0${RYTHMES[vers]}\u00a0»`}
        </button>
      </li>
      <li>
        <a class="fr-btn fr-btn--secondary" href={reste}>
          Ne rien changer
        </a>
      </li>
    </ul>
  </Alert>
)
