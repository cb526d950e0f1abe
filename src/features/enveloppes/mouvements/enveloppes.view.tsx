import { formatJour } from '../../../lib/dates.ts'
import { formatEuros, saisieEuros } from '../../../lib/euros.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { EmptyState } from '../../../ui/blocs.tsx'
import { FileField } from '../../../ui/champs.tsx'
import { BoutonPost, ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import { Nouvelles } from '../../../ui/nouvelles.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Emploi, estFaible } from './emploi.view.tsx'
import type { EnveloppesVue } from './enveloppes.donnees.ts'
import { FermetureArgent } from './fermeture-argent.view.tsx'
import { MouvementForm } from './mouvement.view.tsx'
import type { Proposition } from './propositions.rules.ts'
import { Registre } from './registre.view.tsx'

const ARIANE = [
  { libelle: 'Accueil', href: paths.accueil },
  { libelle: 'Enveloppes', href: paths.administration.toutesEnveloppes },
]

const RACCOURCIS = [
  { libelle: 'Nouveau mouvement', href: '#nouveau' },
  { libelle: 'Registre', href: '#registre' },
]

/** The money of a call: what is left, what a version proposes, a movement, the ledger. */
export const EnveloppesPage = (v: EnveloppesVue) => {
  const { site, appel, enveloppes, total, fait, refus } = v
  const ouvertes = enveloppes.length > 0
  return (
    <Page
      site={site}
      titre={`Enveloppes, ${appel.titre}`}
      large
      erreur={refus !== undefined || Object.keys(v.form.errors).length > 0}
      skip={ouvertes ? RACCOURCIS : []}
      ariane={[...ARIANE, { libelle: appel.titre }]}
    >
      <div class="gt-credits">
        <p class="gt-sous fr-mb-0">
          {appel.titre} · version {appel.version}
        </p>
        <h1 class="fr-h3 fr-mb-1v">Enveloppes</h1>
        <Nouvelles fait={fait} refus={refus} />
        {ouvertes && (
          <div class="gt-credits__tete">
            <p class="fr-text--lg fr-mb-0">
              <strong>Il reste {formatEuros(total.reste)} à décider</strong> sur {formatEuros(total.montant)}.{faibles(v)}
            </p>
            <p class="fr-mb-0">
              <a class="fr-link fr-link--sm" href={paths.administration.registre(appel.slug, 'registre.ods')}>
                Registre (ODS)
              </a>{' '}
              <a class="fr-link fr-link--sm" href={paths.administration.registre(appel.slug, 'registre.csv')}>
                Registre (CSV)
              </a>{' '}
              <a class="fr-link fr-link--sm" href={paths.appels.voir(appel.slug)}>
                Page publique
              </a>
            </p>
          </div>
        )}
        {v.propositions.map(p => (
          <Propose slug={appel.slug} version={appel.version} publieeLe={appel.publieeLe} p={p} />
        ))}
        {v.aOuvrir.length > 0 && <AOuvrir v={v} />}
        {ouvertes && <Situation v={v} />}
        {ouvertes && <MouvementForm {...v} />}
        {ouvertes && <FermetureArgent v={v} />}
        {ouvertes && <Registre slug={appel.slug} registre={v.registre} />}
      </div>
    </Page>
  )
}

function faibles({ enveloppes, propositions }: EnveloppesVue): string {
  const n = enveloppes.filter(estFaible).length
  return [
    ...(n > 0 && enveloppes.length > 1
      ? [` ${n > 1 ? `${n}\u00a0enveloppes sont presque vides` : 'Une enveloppe est presque vide'}.`]
      : []),
    ...(propositions.length > 0 ? [' Une version de l’appel propose un autre montant.'] : []),
  ].join('')
}

/** One envelope of which nothing is engaged says so; bars and table come with something to compare. */
const Situation = ({ v: { enveloppes, total, registre } }: { v: EnveloppesVue }) => {
  const [seule] = enveloppes
  if (enveloppes.length === 1 && seule && total.accorde === 0 && total.notifie === 0 && registre.every(l => l.genre === 'ouverture'))
    return (
      <EmptyState titre={`${formatEuros(seule.montant)} ouverts le ${formatJour(registre.at(-1)!.instant)}.`}>
        Rien n’est encore décidé, aucun mouvement.
      </EmptyState>
    )
  return (
    <section aria-labelledby="emploi">
      <h2 class="fr-h5" id="emploi">
        {enveloppes.length > 1 ? pluriel(enveloppes.length, 'enveloppe') : 'Une enveloppe'}
      </h2>
      <Emploi enveloppes={enveloppes} total={total} />
    </section>
  )
}

/** What the version in force says of an envelope that has another amount: it moves nothing by itself. */
const Propose = ({ slug, version, publieeLe, p }: { slug: string; version: number; publieeLe: Date; p: Proposition }) => {
  const vers = (mouvement: string, montant: number, raison: string) =>
    `${paths.administration.enveloppes(slug)}?${new URLSearchParams({ mouvement, montant: montant ? saisieEuros(montant) : '', de: p.id, vers: mouvement === 'abondement' ? p.id : '', version: String(version), raison })}#nouveau`
  const plus = p.ecart > 0
  return (
    <section class="gt-credits__propose" aria-labelledby={`version-${p.id}`}>
      <div>
        <h2 class="fr-text--md fr-mb-0" id={`version-${p.id}`}>
          La version {version} de l’appel annonce {formatEuros(p.dit)}&nbsp;: {p.libelle}
        </h2>
        <p class="gt-sous fr-mb-0">
          L’enveloppe a {formatEuros(p.montant)}. Publiée le {formatJour(publieeLe)}. Rien ne bouge avant votre réponse.
        </p>
      </div>
      <p class="gt-credits__boutons fr-mb-0">
        <a class="fr-btn fr-btn--sm" href={vers(plus ? 'abondement' : 'reduction', Math.abs(p.ecart), `Version ${version} de l’appel`)}>
          {plus ? 'Abonder' : 'Réduire'} de {formatEuros(Math.abs(p.ecart))}…
        </a>
        <a class="fr-btn fr-btn--sm fr-btn--secondary" href={vers('maintien', 0, '')}>
          Garder {formatEuros(p.montant)}…
        </a>
      </p>
    </section>
  )
}

const AOuvrir = ({ v: { appel, aOuvrir, enveloppes } }: { v: EnveloppesVue }) => {
  const somme = formatEuros(aOuvrir.reduce((t, e) => t + e.montant, 0))
  const premieres = enveloppes.length === 0
  return (
    <section class="gt-credits__propose" aria-labelledby="a-ouvrir">
      <div>
        <h2 class="fr-text--md fr-mb-0" id="a-ouvrir">
          {premieres
            ? 'Les enveloppes ne sont pas encore ouvertes'
            : `La version ${appel.version} de l’appel ajoute ${pluriel(aOuvrir.length, 'enveloppe')}`}
        </h2>
        <p class="gt-sous fr-mb-0">
          {aOuvrir.map(e => `${e.libelle}\u00a0: ${formatEuros(e.montant)}`).join(' · ')}. {premieres ? 'Elles s’ouvrent' : 'Cela se fait'}{' '}
          avant la première décision, ou dès maintenant.
        </p>
      </div>
      <BoutonPost action={paths.administration.ouvertureEnveloppes(appel.slug)} class="fr-btn fr-btn--sm">
        Ouvrir {somme}
      </BoutonPost>
    </section>
  )
}

type Document = {
  site: Site
  appel: { slug: string; titre: string }
  mouvement: { id: string; numero: number; phrase: string }
  erreur?: string | undefined
}
/** The paper of a movement, brought after it. */
export const DocumentPage = ({ site, appel, mouvement: m, erreur }: Document) => (
  <Page
    site={site}
    titre={`Document du mouvement n°\u00a0${m.numero}`}
    erreur={erreur !== undefined}
    ariane={[
      ...ARIANE,
      { libelle: appel.titre, href: paths.administration.enveloppes(appel.slug) },
      { libelle: `Mouvement n°\u00a0${m.numero}` },
    ]}
  >
    <h1 class="fr-h3">Document du mouvement n°&nbsp;{m.numero}</h1>
    <ErrorSummary errors={erreur ? { fichier: erreur } : {}} />
    <p class="fr-text--lead">{m.phrase}</p>
    <Formulaire action={paths.administration.documentMouvement(appel.slug, m.id)} fichiers>
      <FileField
        name="fichier"
        label="Document"
        hint={'Un PDF de 10\u00a0Mo au plus. Il ne se remplace plus'}
        accept=".pdf"
        error={erreur}
      />
      <FormActions principal="Joindre le document" filet={false}>
        <a href={paths.administration.enveloppes(appel.slug)}>Revenir aux enveloppes</a>
      </FormActions>
    </Formulaire>
  </Page>
)
