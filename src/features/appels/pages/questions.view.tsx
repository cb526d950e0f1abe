import type { Child } from 'hono/jsx'
import { formatNombre } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { Source } from '../../../ui/blocs.tsx'
import { Clause } from '../../../ui/liens.tsx'
import { MontrerLesClauses } from '../../../ui/machines.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Typo } from '../../../ui/texte.tsx'
import type { Appel, Etape, Formulaire, Question } from '../../cahier/index.ts'

const BLOCS: Record<Etape['blocs'][number], string> = {
  structure: 'Votre structure (le site remplit son type, son département et sa population)',
  partenaires: 'Les structures associées, leur rôle, et la validation de chacune',
  contact: 'Le contact opérationnel\u00a0: sa structure, sa fonction, son courriel, son téléphone',
  projet: 'Le titre du projet, le volet et les actions',
  jalons: 'Le calendrier du projet, étape par étape',
  indicateurs: 'Les indicateurs qui mesureront l’efficacité\u00a0: nom, unité, valeur de départ, cible',
  beneficiaires: 'Les bénéficiaires, en chiffres',
  minimis: 'Les autres aides de minimis des trois dernières années, une par ligne : entreprise, financeur, date, montant',
  plan: 'Les dépenses ligne par ligne, par lot si vous voulez, l’aide demandée, votre part et les autres financements',
  pieces: 'Les pièces à joindre',
  depot: 'La relecture du dossier, les engagements et le dépôt',
}

/** What the block of the plan asks, by the plan of the call. */
const PLANS: Record<Appel['plan'], string> = {
  complet: BLOCS.plan,
  simple: 'Le coût total du projet, l’aide demandée et les autres aides publiques',
  aucun: 'L’aide calculée par le guichet : rien à remplir',
}
function motBloc({ plan, aide, lignes_du_plan }: Appel, bloc: Etape['blocs'][number]) {
  if (bloc !== 'plan') return BLOCS[bloc]
  const dit = lignes_du_plan?.rang ? PLANS[plan].replace(', par lot si vous voulez', '') : PLANS[plan]
  return aide.calcul === undefined ? dit : dit.replace('l’aide demandée', 'l’aide que le guichet calcule')
}

/** All that a form asks, on one page to print and share before starting. */
export const QuestionsPage = ({ site, appel, formulaire }: { site: Site; appel: Appel; formulaire: Formulaire }) => (
  <Page
    site={site}
    titre={`${formulaire.titre}, questions`}
    ariane={[
      { libelle: 'Accueil', href: paths.accueil },
      { libelle: 'Appels à projets', href: paths.appels.liste },
      { libelle: appel.titre, href: paths.appels.voir(appel.slug) },
      { libelle: formulaire.titre },
    ]}
  >
    <div class="gt-lecture">
      <h1>Les questions du dossier</h1>
      <p class="fr-text--lead">
        {formulaire.titre}, appel «&nbsp;{appel.titre}&nbsp;»
      </p>
      <Source>Imprimez cette page pour préparer vos réponses avec vos collègues.</Source>
      {formulaire.etapes.map((e, i) => (
        <section aria-labelledby={`etape-${e.code}`}>
          <h2 id={`etape-${e.code}`}>
            {i + 1}. {e.titre}
          </h2>
          <UneEtape appel={appel} e={e} />
        </section>
      ))}
      <MontrerLesClauses href={paths.appels.clauses(appel.slug)} />
    </div>
  </Page>
)

/** The same, of a call that nobody can open yet: under the title of a fold, its clauses named without a link. */
export const QuestionsALire = ({ appel, formulaire }: { appel: Appel; formulaire: Formulaire }) => (
  <>
    {formulaire.etapes.map((e, i) => (
      <section>
        <h3 class="fr-h6">
          {i + 1}. {e.titre}
        </h3>
        <UneEtape appel={appel} e={e} sansLien />
      </section>
    ))}
  </>
)

type Lien = { sansLien?: boolean }
const UneEtape = ({ appel, e, sansLien }: { appel: Appel; e: Etape } & Lien) => (
  <>
    {e.aide && (
      <p>
        <Typo texte={e.aide} />
      </p>
    )}
    <ul>
      {e.blocs.map(b => (
        <li>
          {motBloc(appel, b)}
          {b === 'plan' && <LignesDuPlan appel={appel} />}
        </li>
      ))}
    </ul>
    {e.blocs.includes('pieces') && <Pieces appel={appel} />}
    <ul>
      {e.questions.map(q => (
        <li class="fr-mb-2w">
          <UneQuestion appel={appel} q={q} sansLien={!!sansLien} />
        </li>
      ))}
    </ul>
  </>
)

const Pieces = ({ appel }: { appel: Appel }) => (
  <ul>
    {appel.pieces.map(p => (
      <li>
        {p.libelle} ({p.formats.map(f => f.toUpperCase()).join(', ')}){!p.obligatoire && ', facultatif'}
        {p.si && ', selon vos réponses'}
      </li>
    ))}
  </ul>
)

const UneQuestion = ({ appel, q, sansLien }: { appel: Appel; q: Question } & Lien) => (
  <>
    <b>{q.libelle}</b> {q.clause && sansLien && <span class="gt-rangee__note">Clause {q.clause}</span>}
    {q.clause && !sansLien && <Clause texte={q.clause} href={paths.appels.clause(appel.slug, q.clause)} />}
    <br />
    <span class="gt-rangee__note">{details(q)}</span>
    {q.aide && (
      <>
        <br />
        <Typo texte={q.aide} />
      </>
    )}
    {q.colonnes && <Colonnes colonnes={q.colonnes} />}
    {q.options && (
      <ul>
        {q.options.map(o => (
          <li>{o.libelle}</li>
        ))}
      </ul>
    )}
  </>
)

type Colonne = NonNullable<Question['colonnes']>[number]
const Colonnes = ({ colonnes }: { colonnes: readonly Colonne[] }) => (
  <ul>
    {colonnes.map(c => (
      <li>
        {c.libelle} <span class="gt-rangee__note">{detailsColonne(c)}</span>
      </li>
    ))}
  </ul>
)

/** What the call asks of each expense besides. */
const LignesDuPlan = ({ appel: { lignes_du_plan: lignes } }: { appel: Appel }) =>
  lignes && (
    <>
      {lignes.rang && '. Les lignes sont rangées par priorité, la plus importante d’abord'}
      {lignes.colonnes.length > 0 && (
        <>
          . Pour chaque dépense&nbsp;:
          <Colonnes colonnes={lignes.colonnes} />
        </>
      )}
    </>
  )

const TYPES_COLONNE: Record<NonNullable<Colonne['type']>, string> = {
  texte_court: 'texte',
  texte_long: 'texte de plusieurs lignes',
  nombre: 'nombre',
  montant: 'montant en euros',
  date: 'date',
  oui_non: 'oui ou non',
  choix: 'au choix',
  choix_multiple: 'une ou plusieurs réponses',
  siren: 'SIREN, neuf chiffres',
  siret: 'SIRET, quatorze chiffres',
  commune: 'nom ou code INSEE de la commune',
  rang: 'rang de priorité, à partir de 1',
}
const detailsColonne = (c: Colonne) =>
  c.type === undefined
    ? 'calculé par le site'
    : [
        TYPES_COLONNE[c.type] + (c.options ? `\u00a0: ${c.options.map(o => o.libelle).join(', ')}` : ''),
        c.obligatoire ? undefined : 'facultatif',
      ]
        .filter(Boolean)
        .join(', ')

/** How many lines a table has. */
function nombreDeLignes({ type, lignes_min: min, lignes_max: max }: Question) {
  if (type !== 'tableau') return undefined
  if (min !== undefined && max !== undefined) return `de ${min} à ${max}\u00a0lignes`
  return min !== undefined
    ? `${min}\u00a0ligne${min > 1 ? 's' : ''} au moins`
    : max !== undefined
      ? `${max}\u00a0lignes au plus`
      : undefined
}

const TYPES: Record<Question['type'], string> = {
  texte_court: 'Une ligne',
  texte_long: 'Texte',
  nombre: 'Un nombre',
  montant: 'Un montant en euros',
  date: 'Une date',
  oui_non: 'Oui ou non',
  choix: 'Une réponse parmi',
  choix_multiple: 'Une ou plusieurs réponses parmi',
  tableau: 'Un tableau',
}

const details = (q: Question): Child =>
  [
    TYPES[q.type] + (q.longueur_max ? `, ${formatNombre(q.longueur_max)}\u00a0caractères au plus` : ''),
    nombreDeLignes(q),
    q.obligatoire ? undefined : 'facultatif',
    q.si ? 'selon vos réponses précédentes' : undefined,
    q.exemple ? `par exemple «\u00a0${q.exemple}\u00a0»` : undefined,
  ]
    .filter(Boolean)
    .join(', ')
