import { Alert } from '../../../ui/blocs.tsx'

export type ConflitVu = { champ: string; ancre: string; libelle: string; enregistre: string; saisi: string }

const majuscule = (s: string) => s.charAt(0).toUpperCase() + s.slice(1)
const Version = ({ texte }: { texte: string }) => (texte ? <span class="gt-texte">{texte}</span> : <em>rien</em>)

/** What was typed where the report can no longer be written: said why, and given back to copy. */
export const NonEnregistre = ({ phrase, reponses }: { phrase: string; reponses: readonly ConflitVu[] }) => (
  <Alert ton="error" titre="Rien n’a changé" reponse>
    <p>{phrase}</p>
    {reponses.length > 0 && (
      <>
        <p>Voici ce que vous aviez écrit, pour le recopier&nbsp;:</p>
        <dl>
          {reponses.map(r => (
            <>
              <dt>{majuscule(r.libelle)}</dt>
              <dd>
                <Version texte={r.saisi} />
              </dd>
            </>
          ))}
        </dl>
      </>
    )}
  </Alert>
)

/** Two people changed the same fields: both versions, nothing overwritten. The form below holds what was just typed. */
export const Conflits = ({ conflits, par }: { conflits: readonly ConflitVu[]; par: string }) => (
  <Alert ton="warning" titre="Rien n’est encore enregistré : quelqu’un a modifié la fiche en même temps que vous" reponse>
    <p>
      {par} a enregistré d’autres réponses depuis que vous avez ouvert cette page. Vos réponses sont dans la fiche ci-dessous. Enregistrer
      garde les vôtres ; pour garder les siennes, recopiez-les d’abord.
    </p>
    {conflits.map(c => (
      <div class="gt-conflit" role="group" aria-labelledby={`conflit-${c.ancre}`}>
        <p class="gt-conflit__titre" id={`conflit-${c.ancre}`}>
          <a href={`#${c.ancre}`}>{majuscule(c.libelle)}</a>
        </p>
        <dl class="gt-conflit__versions">
          <div>
            <dt>Sa version, enregistrée</dt>
            <dd>
              <Version texte={c.enregistre} />
            </dd>
          </div>
          <div>
            <dt>La vôtre</dt>
            <dd>
              <Version texte={c.saisi} />
            </dd>
          </div>
        </dl>
      </div>
    ))}
  </Alert>
)
