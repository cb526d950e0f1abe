import { formatJour } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { FormActions, Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { MOTS_ROLES, roleSur } from '../roles.ts'

/** What the link of an invitation opens: nothing happens before the button, which no scanner of mails presses. */
export const InvitationPage = ({
  site,
  jeton,
  roles,
  expireLe,
}: {
  site: Site
  jeton: string
  roles: readonly string[]
  expireLe: Date
}) => (
  <Page site={site} titre="Votre invitation">
    <div class="gt-lecture fr-py-4w">
      <h1>Votre invitation</h1>
      <p class="fr-text--lead">
        {site.nom} vous propose {roles.length > 1 ? 'ces rôles' : 'ce rôle'}&nbsp;:{' '}
        {roles.map(r => MOTS_ROLES[roleSur(r)!].toLowerCase()).join(', ')}.
      </p>
      <p>Ce lien sert une seule fois, jusqu’au {formatJour(expireLe)}.</p>
      <Formulaire action={paths.invitationAgent(jeton)}>
        <FormActions principal="Accepter" filet={false} />
      </Formulaire>
    </div>
  </Page>
)

/** It is done: the sign-in link, mailed to the same address, proves that it is theirs. */
export const AccepteePage = ({ site, courriel }: { site: Site; courriel: string }) => (
  <Page site={site} titre="Invitation acceptée">
    <div class="gt-lecture fr-py-4w">
      <h1>Invitation acceptée</h1>
      <p class="fr-text--lead">Vos rôles vous sont donnés. Il reste à entrer.</p>
      <p>Recevez un lien de connexion à {courriel}. Vous enregistrerez ensuite un second facteur, si vous n’en avez pas.</p>
      <Formulaire action={paths.connexionLien}>
        <input type="hidden" name="courriel" value={courriel} />
        <FormActions principal="Recevoir un lien de connexion" filet={false} />
      </Formulaire>
    </div>
  </Page>
)

/** A link that gives nothing: used, withdrawn, out of date or never sent, which are not told apart. */
export const InvitationPerduePage = ({ site }: { site: Site }) => (
  <Page site={site} titre="Cette invitation ne sert plus">
    <div class="gt-lecture fr-py-4w">
      <h1>Cette invitation ne sert plus</h1>
      <p class="fr-text--lead">Elle a déjà servi, elle est périmée, ou elle a été retirée.</p>
      <p>
        Demandez à qui vous a invité de vous la renvoyer. Si vous l’avez déjà acceptée, <a href={paths.connexion}>connectez-vous</a>.
      </p>
    </div>
  </Page>
)
