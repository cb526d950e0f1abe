import { formatEuros } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { Essentiel } from '../../../ui/blocs.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import type { Appel } from '../../cahier/index.ts'
import { ChampConditions, ChampMontant, QuiPaie } from '../../decisions/index.ts'
import { ChampHorsAvis } from '../../instances/index.ts'
import { possible, type Rang } from './liste.rules.ts'
import type { SaisieRang } from './retenir-rang.ts'

type Props = {
  site: Site
  appel: Appel
  r: Rang
  sources: Parameters<typeof QuiPaie>[0]['sources']
  /** What the bodies of the call said of it, in sentences. */
  avis: readonly string[]
  values: SaisieRang
  errors?: Record<string, string>
}

export const arianeSuites = (appel: Appel, libelle: string) => [
  { libelle: 'Accueil', href: paths.accueil },
  { libelle: 'Appels et versions', href: paths.administration.appels },
  { libelle: appel.titre, href: paths.administration.appel(appel.slug) },
  { libelle: 'Notifications', href: paths.administration.notifications(appel.slug) },
  { libelle },
]

/** How much goes to the dossier that leaves the reserve list. */
export const RetenirRangPage = ({ site, appel, r, sources, avis, values, errors = {} }: Props) => {
  const titre = `Retenir le rang\u00a0${r.rang}`
  return (
    <Page site={site} titre={`${titre}, ${appel.titre}`} erreur={Object.keys(errors).length > 0} ariane={arianeSuites(appel, titre)}>
      <div class="gt-lecture">
        <ErrorSummary errors={errors} />
        <h1 class="fr-h2">{titre}</h1>
        <p class="fr-text--lead">
          {r.porteur}, «&nbsp;{r.titre || 'Sans titre'}&nbsp;» ({r.numero}).
        </p>
        <Essentiel
          faits={[
            { terme: 'Reste pour ce dossier', valeur: formatEuros(r.reste) },
            { terme: 'Aide au plus', valeur: formatEuros(r.plafond), note: 'ce qui est demandé, dans la limite de la base éligible' },
            ...(r.minimale === null ? [] : [{ terme: 'Aide minimale', valeur: formatEuros(r.minimale), note: 'selon le porteur' }]),
          ]}
        />
        <Formulaire action={paths.administration.rang(appel.slug, r.dossierId)} class="fr-mt-4w">
          <input type="hidden" name="vue" value={r.decisionId} />
          <ChampMontant hint={`Au plus ${formatEuros(possible(r))}`} value={values.montant} error={errors.montant} />
          <QuiPaie
            sources={sources}
            saisi={values.montant}
            defaut={possible(r)}
            value={values.enveloppe}
            mouvements={paths.administration.enveloppes(appel.slug)}
            error={errors.enveloppe}
          />
          <ChampConditions value={values.conditions} error={errors.conditions} />
          <ChampHorsAvis avis={avis} value={values.hors_avis ?? ''} error={errors.hors_avis} />
          <p>La décision est ensuite à confirmer, puis sa lettre part. Le porteur n’est informé qu’à ce moment.</p>
          <FormActions principal={titre} filet={false}>
            <a class="fr-link" href={paths.administration.notifications(appel.slug)}>
              Revenir aux notifications
            </a>
          </FormActions>
        </Formulaire>
      </div>
    </Page>
  )
}
