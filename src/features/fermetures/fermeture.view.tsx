import { formatHeure, formatJourSemaine } from '../../lib/dates.ts'
import { formatEuros } from '../../lib/euros.ts'
import type { FieldErrors } from '../../lib/forms.ts'
import { pluriel } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { Alert } from '../../ui/blocs.tsx'
import { DateField, Field, Select, TextArea } from '../../ui/champs.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../ui/form.tsx'
import { Nouvelles } from '../../ui/nouvelles.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { Echeance, Time } from '../../ui/texte.tsx'
import type { Appel } from '../cahier/index.ts'

type Props = {
  site: Site
  appel: Appel
  instant: Date
  /** The call takes filings now. */
  ouvert: boolean
  /** Whether the notice in force may still be taken back. */
  rouvrable: boolean
  pasAvant: Date
  /** The end of the call, where it comes before any notice could close it. */
  tropTard: Date | undefined
  values: Record<string, string>
  errors: FieldErrors
  /** What everybody may read as left, of the call and of each share by its code: cents. */
  restes: { tout: number; parts: Readonly<Record<string, number>> }
  /** The notice read again before it is published, and how many would be told. */
  relu: { le: Date; motif: string; part: string | undefined; prevenus: number } | undefined
  fait?: string | undefined
  refus?: string | undefined
}

/** A call closed before its end: when, why, and the notice that the public reads; or that notice taken back. */
export const FermeturePage = (p: Props) => {
  const { appel, site, errors, fait, refus } = p
  const { avis } = appel.calendrier
  return (
    <Page
      site={site}
      titre={`Fermer avant sa fin, ${appel.titre}`}
      erreur={!!refus || Object.keys(errors).length > 0}
      ariane={[
        { libelle: 'Accueil', href: paths.accueil },
        { libelle: 'Appels et versions', href: paths.administration.appels },
        { libelle: appel.titre, href: paths.administration.appel(appel.slug) },
        { libelle: 'Fermer avant sa fin' },
      ]}
    >
      <div class="gt-lecture">
        <ErrorSummary errors={errors} />
        <h1 class="fr-h2">Fermer l’appel avant sa fin</h1>
        <Nouvelles fait={fait} refus={refus} />
        {avis?.genre === 'fermeture' ? (
          <EnVigueur {...p} avis={avis} />
        ) : p.ouvert && p.tropTard ? (
          <p>
            Il est trop tard pour fermer plus tôt&nbsp;: l’appel ferme de lui-même le <Echeance instant={p.tropTard} />, et il promet{' '}
            {appel.calendrier.preavis_fermeture}&nbsp;{appel.calendrier.preavis_fermeture > 1 ? 'jours' : 'jour'} après l’avis.
          </p>
        ) : p.ouvert ? (
          <Fermer {...p} />
        ) : (
          <p>Cet appel ne reçoit pas de dossier.</p>
        )}
        <PartsFermees {...p} />
      </div>
    </Page>
  )
}

const Fermer = ({ appel, pasAvant, values, errors, restes, relu }: Props) => (
  <>
    <p>
      L’avis est public aussitôt, avec sa raison. Chaque personne dont le brouillon est concerné reçoit un courriel. Les dossiers déposés
      avant l’heure sont lus.
    </p>
    <Formulaire action={paths.administration.fermeture(appel.slug)}>
      {appel.enveloppes.length > 1 && (
        <Select
          name="enveloppe"
          label="Que fermer"
          hint="Une part se ferme seule : les autres restent ouvertes. Le reste est celui que chacun lit : il compte les aides annoncées, jamais une décision qui attend sa lettre."
          vide={`Tout l’appel (reste ${formatEuros(restes.tout)})`}
          value={values.enveloppe ?? ''}
          options={appel.enveloppes
            .filter(e => !e.avis)
            .map(e => ({ value: e.code, label: `${e.libelle} (reste ${formatEuros(restes.parts[e.code] ?? 0)})` }))}
          error={errors.enveloppe}
        />
      )}
      <DateField
        name="jour"
        label="Fermer le"
        hint={`Au moins ${appel.calendrier.preavis_fermeture}\u00a0jours après l’avis. Au format jj/mm/aaaa`}
        value={values.jour}
        error={errors.jour}
      />
      <Field
        name="heure"
        label="Heure, à Paris"
        hint="Par exemple 14:00"
        court
        value={values.heure}
        error={errors.heure}
        autocomplete="off"
      />
      <p class="gt-sous">
        Pas avant le <Echeance instant={pasAvant} />.
      </p>
      <TextArea
        name="motif"
        label="Raison, publiée"
        hint={'Par exemple\u00a0: l’enveloppe est presque attribuée.'}
        value={values.motif}
        error={errors.motif}
      />
      <p>
        <button class="fr-btn fr-btn--secondary" type="submit" name="faire" value="relire">
          Relire l’avis
        </button>
      </p>
      {relu && <Relu appel={appel} {...relu} />}
      <FormActions principal="Publier l’avis de fermeture" filet={false}>
        <a class="fr-link" href={paths.administration.appel(appel.slug)}>
          Annuler
        </a>
      </FormActions>
    </Formulaire>
  </>
)

/** The notice as it will be read, and who else is told. */
const Relu = ({ appel, le, motif, part, prevenus }: NonNullable<Props['relu']> & { appel: Appel }) => (
  <section aria-labelledby="relu" id="avis-relu">
    <h2 class="fr-h6" id="relu">
      L’avis, tel qu’il paraîtra
    </h2>
    <Alert
      ton="warning"
      niveau={3}
      titre={`${part ?? appel.titre}\u00a0: les dépôts ferment le ${formatJourSemaine(le)} à ${formatHeure(le)}`}
    >
      <p>
        {motif} {part ? 'Les autres parts ne changent pas. ' : ''}Un dossier déposé avant une fermeture est toujours lu.
      </p>
    </Alert>
    <p class="gt-sous">
      Page de l’appel, flux des nouvelles
      {prevenus > 0
        ? `, courriel à ${pluriel(prevenus, 'personne')} qui ${prevenus > 1 ? 'ont' : 'a'} un brouillon${part ? ' pour cette part' : ''}.`
        : `. Aucun brouillon${part ? ' pour cette part' : ''}\u00a0: aucun courriel.`}
    </p>
  </section>
)

/** Each share that closes alone: its notice, taken back as long as its hour has not come. A reason that was refused is typed again beside its share. */
const PartsFermees = ({ appel, instant, values, errors }: Props) => (
  <>
    {appel.enveloppes.map(
      e =>
        e.avis && (
          <section class="fr-mt-4w" aria-labelledby={`part-${e.code}`}>
            <h2 class="fr-h4" id={`part-${e.code}`}>
              La part «&nbsp;{e.libelle}&nbsp;»
            </h2>
            <p>
              Les dépôts {instant < e.avis.le ? 'ferment' : 'sont fermés depuis'} le <Echeance instant={e.avis.le} />. {e.avis.motif}{' '}
              <span class="gt-sous">
                Avis publié le <Time instant={e.avis.publieLe} />.
              </span>
            </p>
            {instant < e.avis.le && (
              <Formulaire action={paths.administration.reouverture(appel.slug)}>
                <input type="hidden" name="enveloppe" value={e.code} />
                <TextArea
                  name="motif"
                  id={`motif-${e.code}`}
                  label="Raison de la rouvrir, publiée"
                  value={values.enveloppe === e.code ? values.motif : undefined}
                  error={values.enveloppe === e.code ? errors.motif : undefined}
                />
                <button class="fr-btn fr-btn--secondary" type="submit">
                  Rouvrir cette part
                </button>
              </Formulaire>
            )}
          </section>
        ),
    )}
  </>
)

const EnVigueur = ({ appel, avis, rouvrable, values, errors }: Props & { avis: NonNullable<Appel['calendrier']['avis']> }) => (
  <>
    <Alert ton="warning" titre="L’avis, tel qu’il paraît">
      <p>
        Les dépôts {rouvrable ? 'ferment' : 'sont fermés depuis'} le <Echeance instant={avis.le} />. {avis.motif}
      </p>
      <p>
        Avis publié le <Time instant={avis.publieLe} />.
      </p>
    </Alert>
    {rouvrable ? (
      <Formulaire action={paths.administration.reouverture(appel.slug)}>
        <h2 class="fr-h4 fr-mt-4w">Retirer cet avis</h2>
        <p>L’appel continue comme avant l’avis. Les mêmes personnes reçoivent un courriel.</p>
        <TextArea name="motif" label="Raison, publiée" value={values.motif} error={errors.motif} />
        <FormActions principal="Rouvrir l’appel" filet={false} />
      </Formulaire>
    ) : (
      <p>L’heure est passée&nbsp;: cet avis ne se retire plus.</p>
    )}
  </>
)
