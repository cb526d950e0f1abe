import { paths } from '../../paths.ts'
import { motsDuree, motsFin, motsReste } from '../../ui/fin-session.mots.ts'
import { Formulaire } from '../../ui/form.tsx'
import { Nouvelles } from '../../ui/nouvelles.tsx'
import { Page } from '../../ui/page.tsx'
import type { FinDeSession, Site } from '../../ui/site.ts'
import { Colonne } from './connexion.view.tsx'
import { DUREE_MAX_SESSION_H } from './session.ts'

const LIMITE = `Une session ne dépasse pas ${DUREE_MAX_SESSION_H} heures. Terminez ce que vous faites\u00a0: il faudra ensuite vous reconnecter.`

type Props = { site: Site; session: FinDeSession; refus?: boolean | undefined }
/** Says itself what the notice of other pages says: near the end it does without that notice, whose button would leave it out of date. */
export const ProlongerPage = ({ site, session, refus }: Props) => (
  <Page
    site={motsFin(session.resteS, session.prolongeable) ? { ...site, session: undefined } : site}
    titre="Votre session"
    erreur={refus}
    ariane={[{ libelle: 'Accueil', href: paths.accueil }, { libelle: 'Mon compte', href: paths.compte.voir }, { libelle: 'Votre session' }]}
  >
    <Colonne>
      <Nouvelles refus={refus ? LIMITE : undefined} />
      <h1>Votre session</h1>
      {session.prolongeable ? (
        <>
          <p>
            Elle prend fin dans {motsDuree(session.resteS)}. Vous pouvez rester connecté jusqu’à {DUREE_MAX_SESSION_H}&nbsp;heures après
            votre connexion.
          </p>
          <Formulaire action={paths.compte.prolongation}>
            <button class="fr-btn" type="submit">
              Rester connecté
            </button>
          </Formulaire>
        </>
      ) : (
        <>
          <p>{motsReste(session.resteS)} Ensuite, il faudra vous connecter à nouveau.</p>
          <p>Si vous veniez d’une autre page, fermez cet onglet et reprenez-la&nbsp;: ce que vous y avez tapé n’a pas bougé.</p>
        </>
      )}
    </Colonne>
  </Page>
)
