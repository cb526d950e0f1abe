import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { ErrorSummary, Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Time } from '../../../ui/texte.tsx'
import type { Apercu } from './apercu.donnees.ts'
import { CeQueLonVerra, EffetConservation } from './apercu.view.tsx'
import { ancreDe, SECTIONS, type Section } from './champs.table.ts'
import { ChampsDeSection } from './champs.view.tsx'
import type { Confrontation } from './confronter.ts'
import { Changes } from './histoire.view.tsx'
import { ARIANE_REGLAGES } from './reglages.view.tsx'

export type SectionProps = {
  site: Site
  section: Section
  lu: Confrontation
  /** The mark of what is shown. */
  vue: string
  /** As they are, and as they would be. */
  avant: Apercu
  apres: Apercu
  /** Saved before its effect was shown, or after it had changed. */
  aVoir?: boolean | undefined
  refus?: string | undefined
}

const FORMULAIRE = 'reglage'
/** One section as it was typed: what it changes and what people will see of it beside, then the button that saves it. */
export const SectionPage = ({ site, section, lu, vue, avant, apres, aVoir, refus }: SectionProps) => {
  const erreurs: FieldErrors = refus ? { ...lu.erreurs, _refus: refus } : lu.erreurs
  const refuse = Object.keys(erreurs).length > 0
  const { titre, note } = SECTIONS[section]
  return (
    <Page
      site={site}
      titre={`${titre}, le guichet`}
      large
      erreur={refuse || lu.conflits.length > 0}
      ariane={[...ARIANE_REGLAGES, { libelle: titre }]}
    >
      <ErrorSummary errors={erreurs} />
      <h1 class="fr-h3">{titre}</h1>
      <p>{note}</p>
      {lu.conflits.length > 0 && <Conflits lu={lu} />}
      {aVoir && !refuse && (
        <Alert ton="warning" titre="Rien n’est encore enregistré" reponse>
          <p>L’effet de ce que vous avez saisi est à côté. Lisez-le, puis enregistrez.</p>
        </Alert>
      )}
      <div class="gt-reglages gt-reglages--un" data-controller="effet">
        <div class="gt-reglages__formulaires" data-action="input->effet#changer">
          <Formulaire action={paths.administration.reglage(section)} id={FORMULAIRE} data-effet-target="formulaire">
            <input type="hidden" name="revision" value={String(lu.revision)} />
            <input type="hidden" name="vue" value={vue} />
            <ChampsDeSection section={section} champs={lu.champs} erreurs={lu.erreurs} />
            <div class="gt-actions gt-actions--simple">
              <button class="fr-btn fr-btn--secondary" type="submit" formmethod="get">
                Voir l’effet
              </button>
              <p class="fr-hint-text fr-mb-0">Vous enregistrez ensuite.</p>
              <a class="fr-link" href={`${paths.administration.reglages}#${ancreDe(section)}`}>
                Revenir sans rien changer
              </a>
            </div>
          </Formulaire>
          <p class="fr-sr-only" role="status" data-effet-target="annonce" />
        </div>
        <aside class="gt-reglages__apercu" aria-labelledby="on-verra" data-effet-target="panneau">
          <h2 class="fr-h6" id="on-verra">
            Ce que l’on verra
          </h2>
          {lu.differences.length > 0 ? (
            <Changes changes={lu.differences} />
          ) : (
            <p>{refuse ? 'Rien n’est enregistré. L’effet se verra une fois ces points corrigés.' : 'Rien ne change.'}</p>
          )}
          {section === 'conservation' && <EffetConservation apercu={apres} avant={avant} />}
          {section === 'theme' && avant.guichet.theme !== apres.guichet.theme && (
            <p>
              {apres.guichet.theme === 'etat'
                ? 'Les pages prennent la police Marianne, le bloc-marque et les couleurs de l’État.'
                : 'Les pages perdent la police Marianne et le bloc-marque, et prennent la police Public Sans.'}
            </p>
          )}
          {section === 'annuaire' && (
            <p>
              {apres.annuaire
                ? `Les noms et les SIRET que l’on cherche seront demandés à ${apres.annuaire}.`
                : 'Aucun annuaire ne sera demandé\u00a0: les noms se saisissent à la main.'}
            </p>
          )}
          {section === 'temoins' && (
            <p>
              {apres.guichet.temoinsDuJournal.length > 0
                ? `Juste après minuit, l’empreinte du journal partira à ${apres.guichet.temoinsDuJournal.join(', ')}.`
                : 'Personne ne recevra l’empreinte du journal\u00a0: un journal réécrit ne se verrait pas.'}
            </p>
          )}
          <CeQueLonVerra site={site} apercu={apres} />
          {lu.differences.length > 0 && Object.keys(lu.erreurs).length === 0 && (
            <>
              <p>
                <button class="fr-btn" type="submit" form={FORMULAIRE}>
                  Enregistrer
                </button>
              </p>
              <p class="fr-hint-text">
                Le changement est écrit au journal, avec l’ancienne valeur. Toutes les pages le montrent en une seconde.
              </p>
            </>
          )}
        </aside>
      </div>
    </Page>
  )
}

/** Somebody was faster: what they wrote is in force, what was typed is in the form. */
const Conflits = ({ lu: { conflits } }: { lu: Confrontation }) => (
  <Alert ton="warning" titre="Une autre personne vient de changer ces réglages" reponse>
    {conflits.map(c => (
      <p>
        <b>{c.libelle}</b>&nbsp;: {c.valeur}, depuis le <Time instant={c.instant} />
        {c.nom && `, par ${c.nom}`}.
      </p>
    ))}
    <p>
      Rien de ce que vous avez saisi n’est enregistré. Il est ci-dessous&nbsp;: enregistrez pour le garder, ou{' '}
      <a href={paths.administration.reglages}>gardez le sien</a>.
    </p>
  </Alert>
)
