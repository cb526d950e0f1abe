import { formatDateCivile } from '../../lib/dates.ts'
import { Alert, Conseil } from '../../ui/blocs.tsx'
import { Field } from '../../ui/champs.tsx'
import type { Site } from '../../ui/site.ts'
import { Cadre, type Tete } from '../cadre/index.ts'
import type { Reponses } from './deliberation.ts'
import type { Morceau, Paragraphe } from './modele.rules.ts'

/** `apres`: how many days after the closing it meets. */
export type Seance = {
  date: string
  passee: boolean
  convocation?: { jours: number; source: string; auPlusTard: string }
  cloture?: string
  apres?: number
  /** Whether the call wants the délibération before that. */
  exigee: boolean
}
type Emportes = { odt: string; pdf: string }
type Props = {
  site: Site
  tete: Tete
  reponses: Reponses
  president: string
  paragraphes: readonly Paragraphe[]
  seance: Seance | undefined
  erreur?: string | undefined
  fichiers: Emportes
  /** The letter that announces the délibération, where the call may be answered without it. */
  lettre: Emportes | undefined
  retour: string
}

/** The délibération written from the dossier: five answers, the text, and the text to take away. It goes by its address: nothing is saved. */
export const RedactionPage = ({ site, tete, reponses: r, president, paragraphes, seance, erreur, fichiers, lettre, retour }: Props) => (
  <Cadre site={site} tete={tete} titre="Rédiger la délibération" erreur={!!erreur}>
    <h1 class="fr-h2 fr-mb-1w">Rédiger la délibération</h1>
    <p class="fr-text--lead">Relisez, complétez cinq réponses, téléchargez. Le texte suit votre plan de financement.</p>
    <div class="gt-redaction">
      <div>
        <h2 class="fr-h4">Cinq réponses</h2>
        <form method="get" novalidate>
          <Field name="date" label="Date de la séance" hint="jj/mm/aaaa" value={r.date} error={erreur} />
          {seance && <DitSeance seance={seance} lettre={lettre} />}
          <Field name="lieu" label="Lieu de la séance" value={r.lieu} />
          <Field name="membres" label="Membres en exercice" value={r.membres} />
          <Field name="numero" label="Numéro" facultatif value={r.numero} />
          <Field
            name="signataire"
            label="Qui signera la demande ?"
            hint={`Par exemple : ${president.toLowerCase()}`}
            value={r.signataire}
          />
          <button class="fr-btn fr-btn--secondary fr-mt-2w" type="submit">
            Mettre dans le texte
          </button>
        </form>
        <p class="fr-mt-3w">
          <a class="fr-btn" href={fichiers.odt} data-turbo="false">
            Télécharger pour modifier (ODT)
          </a>
        </p>
        <p>
          <a class="fr-btn fr-btn--secondary" href={fichiers.pdf} data-turbo="false">
            PDF à imprimer
          </a>
        </p>
        <Conseil>Après le vote, photographiez les pages signées, ou joignez le PDF de la télétransmission.</Conseil>
        <p>
          <a class="fr-link fr-icon-arrow-left-line fr-link--icon-left" href={retour}>
            Revenir aux pièces
          </a>
        </p>
      </div>
      <section aria-labelledby="texte">
        <h2 class="fr-h4" id="texte">
          Le texte
        </h2>
        <p class="fr-hint-text">Fond bleu : repris de votre dossier. Points : à remplir en séance.</p>
        <div class="gt-feuille">
          {paragraphes.map(p => (
            <p class={p.titre ? 'gt-feuille__titre' : undefined}>
              {p.morceaux.map(m => (
                <Mot morceau={m} />
              ))}
            </p>
          ))}
        </div>
      </section>
    </div>
  </Cadre>
)

const Mot = ({ morceau: m }: { morceau: Morceau }) => {
  const texte = m.genre === 'repris' ? <mark>{m.texte}</mark> : m.texte
  return m.gras ? <b>{texte}</b> : texte
}

/** When to call the assembly, and what to do when it meets after the closing. */
const DitSeance = ({ seance: s, lettre }: { seance: Seance; lettre: Emportes | undefined }) => (
  <>
    {s.convocation && !s.passee && (
      <p class="fr-hint-text">
        La convocation part {s.convocation.jours} jours francs avant, donc le {formatDateCivile(s.convocation.auPlusTard)} au plus tard, ou
        un jour franc avant en cas d’urgence ({s.convocation.source}).
      </p>
    )}
    {s.cloture && (s.apres ?? 0) > 0 && (
      <Alert ton="warning" titre="La séance vient après la clôture">
        <p>
          Elle se tient {s.apres} jour{(s.apres ?? 0) > 1 ? 's' : ''} après la clôture du {formatDateCivile(s.cloture)}.
          {s.exigee &&
            ' Cet appel exige la délibération au dépôt\u00a0: avancez la séance, ou convoquez-en une en urgence avant cette date.'}
        </p>
        {lettre && (
          <p>
            Déposez avant la clôture avec une lettre qui l’annonce, que le guichet écrit d’après votre dossier&nbsp;:{' '}
            <a href={lettre.odt} data-turbo="false">
              lettre à modifier (ODT)
            </a>{' '}
            ou{' '}
            <a href={lettre.pdf} data-turbo="false">
              à imprimer (PDF)
            </a>
            .
          </p>
        )}
      </Alert>
    )}
  </>
)
