export type Perdu = { libelle: string; texte: string }
/** What somebody typed and that could not be kept: nobody loses their words, whatever became of what they answered. */
export const Perdus = ({ perdus }: { perdus: readonly Perdu[] }) =>
  perdus.length === 0 ? null : (
    <>
      <h2 class="fr-h4 fr-mt-4w">Ce que vous aviez saisi</h2>
      <p>Rien de ceci n’est enregistré. Copiez-le si vous voulez le garder.</p>
      <dl class="gt-perdus">
        {perdus.map(p => (
          <>
            <dt>
              <b>{p.libelle}</b>
            </dt>
            <dd>{p.texte}</dd>
          </>
        ))}
      </dl>
    </>
  )

/** Of these, what holds something. */
export const remplis = (perdus: readonly Perdu[]) => perdus.filter(p => p.texte.trim() !== '')
