import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { TextArea } from '../../../ui/champs.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import { Clause } from '../../../ui/liens.tsx'
import { Nouvelles } from '../../../ui/nouvelles.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Time } from '../../../ui/texte.tsx'
import { marque } from '../rapport/fusion.ts'
import { deLaRegle, GENRES, type Genre } from './phrases.rules.ts'
import type { PhrasesLues } from './tenir-phrases.ts'

/** A rule whose form came back: what was typed, what is refused of it, what somebody else has written meanwhile. */
export type RetourPhrases = {
  regle: string
  champs: Readonly<Record<string, string>>
  errors?: Readonly<Record<string, string>>
  conflits?: readonly { genre: Genre; enregistre: string }[]
}
type Props = { site: Site; lues: PhrasesLues; ouverte: string | undefined; fait: string | undefined; retour?: RetourPhrases | undefined }

const MOTS: Record<Genre, { label: string; hint: string }> = {
  respectee: { label: 'Respectée', hint: 'Raison du verdict, lue par qui décide.' },
  non_respectee: { label: 'Non respectée', hint: 'Raison du verdict, lue par qui décide.' },
  a_completer: { label: 'À compléter', hint: 'Raison du verdict, lue par qui décide.' },
  sans_objet: { label: 'Sans objet', hint: 'Raison du verdict, lue par qui décide.' },
  demande: { label: 'Demande au porteur', hint: 'Ce que la demande de compléments lui écrit.' },
}

/** The sentences that a service keeps for the rules of a call, rule by rule. */
export const PhrasesPage = ({ site, lues, ouverte, fait, retour }: Props) => {
  const { appel } = lues
  const errors = retour?.errors ?? {}
  return (
    <Page
      site={site}
      titre={`Phrases types, ${appel.titre}`}
      erreur={Object.keys(errors).length > 0 || !!retour?.conflits}
      ariane={[{ libelle: 'Dossiers déposés', href: paths.instruction.boite }, { libelle: 'Phrases types' }]}
    >
      <div class="gt-lecture">
        <h1>Phrases types</h1>
        <p>
          {appel.titre}. La phrase du service est proposée comme raison du verdict choisi&nbsp;: chacun peut la changer avant d’enregistrer.
          Sans phrase gardée ici, ce que la règle a constaté est proposé.
        </p>
        <ErrorSummary errors={errors} />
        {retour?.conflits && (
          <Alert ton="warning" titre="Une autre personne a changé les mêmes phrases" reponse>
            {retour.conflits.map(c => (
              <p>
                {MOTS[c.genre].label}&nbsp;: {c.enregistre ? `«\u00a0${c.enregistre}\u00a0»` : 'phrase retirée'}
              </p>
            ))}
            <p>Rien n’a changé. Gardez votre version, ci-dessous, ou reprenez la sienne.</p>
          </Alert>
        )}
        <Nouvelles fait={fait} />
        {lues.regles.map(r => {
          const siennes = lues.gardees.filter(g => g.regle === r.id)
          const derniere = siennes.toSorted((a, b) => b.le.getTime() - a.le.getTime())[0]
          return (
            <details class="gt-details" id={`regle-${r.id}`} open={r.id === (retour?.regle ?? ouverte)}>
              <summary>
                {r.titre}{' '}
                <span class="gt-sous">{siennes.length === 0 ? 'aucune phrase' : `${siennes.length}\u00a0sur ${GENRES.length}`}</span>
              </summary>
              <p class="gt-sous">
                {r.clauses.map(texte => [<Clause texte={texte} href={paths.appels.clause(appel.slug, texte)} />, ' '])}
                {derniere && (
                  <>
                    {derniere.par}, le <Time instant={derniere.le} />.
                  </>
                )}
              </p>
              {lues.tient ? (
                <Saisie lues={lues} regle={r.id} retour={retour?.regle === r.id ? retour : undefined} />
              ) : (
                <Lecture lues={lues} regle={r.id} />
              )}
            </details>
          )
        })}
      </div>
    </Page>
  )
}

const Saisie = ({ lues, regle, retour }: { lues: PhrasesLues; regle: string; retour: RetourPhrases | undefined }) => {
  const gardees = deLaRegle(lues.gardees, regle)
  return (
    <Formulaire action={paths.instruction.phrase(lues.appel.slug, regle)}>
      {GENRES.map(g => (
        <>
          <input type="hidden" name={`vu.${g}`} value={marque(gardees[g])} />
          <TextArea
            name={g}
            id={retour ? g : `${regle}-${g}`}
            label={MOTS[g].label}
            hint={MOTS[g].hint}
            facultatif
            rows={2}
            value={retour?.champs[g] ?? gardees[g]}
            error={retour?.errors?.[g]}
          />
        </>
      ))}
      <FormActions principal="Garder ces phrases" filet={false} />
    </Formulaire>
  )
}

const Lecture = ({ lues, regle }: { lues: PhrasesLues; regle: string }) => (
  <dl>
    {lues.gardees
      .filter(g => g.regle === regle)
      .map(g => (
        <div>
          <dt>{MOTS[g.genre].label}</dt>
          <dd>{g.texte}</dd>
        </div>
      ))}
  </dl>
)
