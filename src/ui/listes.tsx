import type { Child, PropsWithChildren } from 'hono/jsx'
import { formatTaille } from './liens.tsx'

/** List of rows with fine rules, no cards. */
export const Rangees = ({ children }: PropsWithChildren) => <ul class="gt-rangees">{children}</ul>

/** A row: title (a link), remark; at the end a badge or a date, with its remark; below, what may be done. */
export const Rangee = ({
  titre,
  href,
  note,
  actes,
  date,
  badge,
  fin,
  niveau = 3,
}: {
  titre: Child
  href?: string | undefined
  note?: Child
  actes?: Child
  date?: Child
  badge?: Child
  fin?: Child
  niveau?: 2 | 3 | 4
}) => {
  const Titre = `h${niveau}` as 'h3'
  return (
    <li class="gt-rangee">
      <div>
        <Titre class="gt-rangee__titre">{href ? <a href={href}>{titre}</a> : titre}</Titre>
        {note && <p class="gt-rangee__note">{note}</p>}
      </div>
      <div class="gt-rangee__fin">
        {badge}
        {date && <p class="gt-rangee__date">{date}</p>}
        {fin && <p class="gt-rangee__note">{fin}</p>}
      </div>
      {actes && <div class="gt-rangee__actes">{actes}</div>}
    </li>
  )
}

export type Jalon = { date: Child; texte: Child; etat?: 'fait' | 'jour' | undefined }

/** Calendar of a call: what is past, today, what comes. The state is said as well as drawn. */
export const Calendrier = ({ jalons }: { jalons: readonly Jalon[] }) => (
  <ol class="gt-calendrier">
    {jalons.map(j => (
      <li class={j.etat ? `gt-calendrier__${j.etat}` : undefined} aria-current={j.etat === 'jour' ? 'date' : undefined}>
        <p class="gt-calendrier__date">{j.date}</p>
        <p>
          {j.texte}
          {j.etat === 'fait' && <span class="fr-sr-only"> (passé)</span>}
        </p>
      </li>
    ))}
  </ol>
)

export type Mois = { nom: string; dit: string; vide: boolean; etat?: 'fait' | 'prochain' | undefined }
const DITS = { fait: ' (passé)', prochain: ' (prochain)' }

/** A year, month by month: what is past is full, what comes next is dashed, and each month says its day. */
export const Annee = ({ legende, mois }: { legende: string; mois: readonly Mois[] }) => (
  <ol class="gt-annee" aria-label={legende}>
    {mois.map(m => (
      <li class={m.etat ? `gt-annee__${m.etat}` : undefined}>
        <b>{m.nom}</b>{' '}
        <span>
          {m.vide && m.dit === 'aucun relevé' ? (
            <>
              <span aria-hidden="true">–</span>
              <span class="fr-sr-only">{m.dit}</span>
            </>
          ) : (
            m.dit
          )}
        </span>
        {m.etat && <span class="fr-sr-only">{DITS[m.etat]}</span>}
      </li>
    ))}
  </ol>
)

export type Reponse = { libelle: string; valeur: Child; id?: string | undefined; modifier?: string | undefined }

/** Answers given: label, value, « Modifier ». An answer without value says so. */
export const Reponses = ({ reponses }: { reponses: readonly Reponse[] }) => {
  const action = reponses.some(r => r.modifier)
  return (
    <dl class={`gt-reponses${action ? ' gt-reponses--action' : ''}`}>
      {reponses.map(r => (
        <div id={r.id}>
          <dt>{r.libelle}</dt>
          <dd>
            {r.valeur === undefined || r.valeur === null || r.valeur === '' ? <span class="gt-manque">Non renseigné</span> : r.valeur}
          </dd>
          {r.modifier && (
            <dd class="gt-reponses__action">
              <a href={r.modifier}>
                Modifier<span class="fr-sr-only"> : {r.libelle}</span>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  )
}

/** One step read again: its title, the link that changes it, its answers. */
export const Relecture = ({
  titre,
  id,
  modifier,
  children,
}: PropsWithChildren<{ titre: string; id: string; modifier?: string | undefined }>) => (
  <section class="gt-relecture" aria-labelledby={id}>
    <div class="gt-relecture__tete">
      <h3 id={id}>{titre}</h3>
      {modifier && (
        <a href={modifier}>
          Modifier<span class="fr-sr-only"> : {titre}</span>
        </a>
      )}
    </div>
    {children}
  </section>
)

export type Fichier = { nom: string; href: string; octets: number; note?: Child; action?: Child }

/** Files received: name, weight, act. What proves them is in the fold of their page (`machines.tsx`). */
export const Fichiers = ({ fichiers }: { fichiers: readonly Fichier[] }) => (
  <ul class="gt-fichiers">
    {fichiers.map(f => (
      <li>
        <div>
          <a href={f.href} data-turbo="false">
            {f.nom}
          </a>{' '}
          ({formatTaille(f.octets)}){f.note}
        </div>
        {f.action}
      </li>
    ))}
  </ul>
)

export type Tache = {
  titre: Child
  quoi: Child
  ou?: Child
  delai?: { nombre: string; precision: Child; proche?: boolean } | undefined
  action: { libelle: string; href: string; contexte: string }
}

/** What is to be done, by date; only the first has the primary button. */
export const Taches = ({ taches }: { taches: readonly Tache[] }) => (
  <ol class="gt-taches">
    {taches.map((t, i) => (
      <li class="gt-tache">
        <div>
          <h3 class="gt-tache__titre">{t.titre}</h3>
          <p class="gt-tache__quoi">{t.quoi}</p>
          {t.ou && <p class="gt-rangee__note">{t.ou}</p>}
        </div>
        {t.delai ? (
          <p class={`gt-tache__delai${t.delai.proche ? ' gt-tache__delai--proche' : ''}`}>
            <b>{t.delai.nombre}</b>
            <span>{t.delai.precision}</span>
          </p>
        ) : (
          <div class="gt-tache__delai" />
        )}
        <a class={`fr-btn fr-btn--sm${i === 0 ? '' : ' fr-btn--secondary'}`} href={t.action.href}>
          {t.action.libelle}
          <span class="fr-sr-only"> : {t.action.contexte}</span>
        </a>
      </li>
    ))}
  </ol>
)

/** Numbered way, in two or four columns. */
export const Parcours = ({ etapes }: { etapes: readonly { titre: string; texte: Child }[] }) => (
  <ol class="gt-parcours">
    {etapes.map(e => (
      <li>
        <h3 class="gt-parcours__titre">{e.titre}</h3>
        <p>{e.texte}</p>
      </li>
    ))}
  </ol>
)

/** Links to choose from, each with a sentence: roles of the demonstration, calls to test. */
export const Tuiles = ({ tuiles }: { tuiles: readonly { titre: string; href?: string; texte?: Child; action?: Child }[] }) => (
  <ul class="gt-tuiles">
    {tuiles.map(t => (
      <li class="gt-tuile">
        <h3 class="gt-tuile__titre">{t.href ? <a href={t.href}>{t.titre}</a> : t.titre}</h3>
        {t.texte && <p>{t.texte}</p>}
        {t.action}
      </li>
    ))}
  </ul>
)
