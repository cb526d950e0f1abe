import { z } from 'zod'
import { nettoyer } from '../../lib/forms.ts'
import { estUnNom, NOM_MAX } from '../courriels/index.ts'
import { MOT_DE_PASSE } from './auth.ts'
import { motDePasseCommun } from './mots-de-passe-communs.ts'

export const nomForm = z.object({
  /** On one line: it stands in the subject of mails. */
  nom: z
    .string()
    .transform(t => nettoyer(t).replace(/\s+/g, ' '))
    .pipe(
      z
        .string()
        .min(1, 'Indiquez votre prénom et votre nom')
        .max(NOM_MAX, `Ce nom est trop long\u00a0: ${NOM_MAX} caractères au plus`)
        .refine(estUnNom, 'Écrivez un prénom et un nom, sans chiffre, sans adresse et sans lien'),
    ),
})

export const nouveauMotDePasseForm = z
  .object({
    actuel: z.string().max(MOT_DE_PASSE.max),
    nouveau: z
      .string()
      .min(MOT_DE_PASSE.min, `Choisissez un mot de passe d’au moins ${MOT_DE_PASSE.min} caractères, par exemple quatre mots`)
      .max(MOT_DE_PASSE.max, `Choisissez un mot de passe de ${MOT_DE_PASSE.max} caractères au plus`),
    courriel: z.string(),
    /** What is known of the person: their name, their structures. */
    siens: z.array(z.string()),
  })
  .refine(v => !v.nouveau.toLowerCase().includes(v.courriel.split('@')[0] ?? '\u0000') && new Set(v.nouveau).size >= 5, {
    path: ['nouveau'],
    message: 'Ce mot de passe se devine trop facilement. Choisissez par exemple quatre mots sans rapport',
    when: p => p.issues.length === 0,
  })
  .refine(v => !motDePasseCommun(v.nouveau, v.siens), {
    path: ['nouveau'],
    message:
      'Ce mot de passe est parmi les premiers que l’on essaie : un mot courant, ou deux, avec quelques chiffres. Choisissez quatre mots sans rapport',
    when: p => p.issues.length === 0,
  })

/** « 123 456 » as applications show it. */
export const confirmationForm = z.object({
  code: z
    .string()
    .transform(s => s.replace(/\s/g, ''))
    .pipe(z.string().regex(/^\d{6}$/, 'Indiquez les 6 chiffres que montre votre application')),
})
