import { Alert } from '../../../ui/blocs.tsx'
import { Field, TextArea } from '../../../ui/champs.tsx'
import type { Mot } from './crochets.rules.ts'
import type { ChampEcrit } from './ecrit.donnees.ts'
import { GROUPES_EN_ORDRE } from './mots-des-textes.table.ts'

/** A word that no text has, and the nearest that there is. */
export type Inconnu = { mot: string; proche: string | undefined }

/** What the checker says of a field; of its words, the page has said it better. */
export const erreurDe = ({ lieu, inconnus }: ChampEcrit, erreurs: ReadonlyMap<string, string>) =>
  inconnus.length > 0
    ? `Mot inconnu\u00a0: ${inconnus.map(m => `[${m}]`).join(', ')}`
    : [...erreurs].find(([ou]) => ou === lieu || ou.startsWith(`${lieu}/`))?.[1]

export const UnInconnu = ({ mot, proche }: Inconnu) => (
  <Alert ton="error" petit>
    <p>
      <b>«&nbsp;{mot}&nbsp;» n’existe pas.</b>{' '}
      {proche ? `Vouliez-vous dire «\u00a0${proche}\u00a0»\u202f?` : 'Choisissez un des mots ci-dessous.'}
    </p>
    {proche && (
      <button class="fr-btn fr-btn--secondary fr-btn--sm" type="submit" name="remplacer" value={`${mot}>${proche}`}>
        Remplacer
        <span class="fr-sr-only">
          {' '}
          {mot} par {proche}
        </span>
      </button>
    )}
  </Alert>
)

const HAUT = 4
export const UnChamp = ({
  champ,
  erreur,
  usuel,
  articles,
}: {
  champ: ChampEcrit
  erreur: string | undefined
  usuel: boolean
  articles: number
}) => {
  const { lieu, libelle, valeur, lignes, article } = champ
  if (!lignes) return <Field name={lieu} id={lieu} label={libelle} value={valeur} error={erreur} autocomplete="off" />
  const rows = Math.min(18, Math.max(HAUT, valeur.split('\n').reduce((n, l) => n + Math.max(1, Math.ceil(l.length / 70)), 0) + 1))
  return (
    <>
      <TextArea name={lieu} id={lieu} label={libelle} value={valeur} error={erreur} rows={rows} />
      {article !== undefined && !usuel && (
        <div class="gt-studio__ordre">
          {article > 0 && <Bouton ordre={`monter ${article}`} dit="Monter" article={article} />}
          {article < articles - 1 && <Bouton ordre={`descendre ${article}`} dit="Descendre" article={article} />}
          {articles > 1 && <Bouton ordre={`retirer ${article}`} dit="Retirer" article={article} />}
        </div>
      )}
    </>
  )
}
const Bouton = ({ ordre, dit, article }: { ordre: string; dit: string; article: number }) => (
  <button class="fr-btn fr-btn--tertiary-no-outline fr-btn--sm" type="submit" name="ordre" value={ordre}>
    {dit}
    <span class="fr-sr-only"> l’article {article + 1}</span>
  </button>
)

/** The words of the text, by group: put at the caret by a script, at the end of the chosen field without. */
export const Palette = ({ mots, champs }: { mots: readonly Mot[]; champs: readonly ChampEcrit[] }) => (
  <fieldset class="gt-ecrit__palette">
    <legend>
      Insérer un mot<span class="gt-avec-script"> à l’endroit du curseur</span>
    </legend>
    <div class="gt-sans-script fr-select-group">
      <label class="fr-label" for="ou">
        À la fin de
      </label>
      <select class="fr-select" id="ou" name="ou">
        {champs.map(c => (
          <option value={c.lieu} selected={c === dernierTexte(champs)}>
            {c.libelle}
          </option>
        ))}
      </select>
    </div>
    <div class="gt-ecrit__groupes">
      {GROUPES_EN_ORDRE.map(groupe => {
        const siens = mots.filter(m => m.groupe === groupe)
        return siens.length === 0 ? null : (
          <div>
            <p class="gt-sous">{groupe}</p>
            {siens.map(m => (
              <button class="gt-ecrit__mot" type="submit" name="mot" value={m.libelle}>
                {m.libelle}
              </button>
            ))}
          </div>
        )
      })}
    </div>
  </fieldset>
)
/** Where most words go: the text of a letter, the first article of an act. */
const dernierTexte = (champs: readonly ChampEcrit[]) =>
  champs.find(c => c.lignes && c.article !== undefined) ?? champs.findLast(c => c.lignes)
