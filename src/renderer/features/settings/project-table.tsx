import { useState, type FormEvent } from 'react';
import clsx from 'clsx';
import { X } from 'lucide-react';
import type { BodyPolicy, Logging } from '../../../shared/config/logging-config';
import { Button } from '../../ui/button';
import { TextInput } from '../../ui/field';
import { IconButton } from '../../ui/icon-button';
import { Select } from '../../ui/select';
import { Switch } from '../../ui/switch';
import table from '../../ui/table.module.css';
import styles from './logging-settings.module.css';

type Projects = Logging['projects'];
type Project = Projects[string];

/** The select's own word for a project that says nothing of bodies. */
const AS_ELSEWHERE = 'as-elsewhere';
const OPTIONS: readonly { value: BodyPolicy | typeof AS_ELSEWHERE; text: string }[] = [
  { value: AS_ELSEWHERE, text: 'as elsewhere' },
  { value: 'none', text: 'none' },
  { value: 'errors', text: 'of failed requests' },
  { value: 'all', text: 'all' },
];

interface ProjectTableProps {
  projects: Projects;
  onSave(projects: Projects): void;
}

/** What holds for the sessions that work in a folder or below it. */
export function ProjectTable({ projects, onSave }: ProjectTableProps) {
  const [folder, setFolder] = useState('');
  const wanted = folder.trim();
  const problem = Object.hasOwn(projects, wanted) ? 'This folder is there already.' : null;
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (wanted === '' || problem !== null) return;
    onSave({ ...projects, [wanted]: { private: true } });
    setFolder('');
  };
  const entries = Object.entries(projects);
  return (
    <>
      {entries.length > 0 && (
        <table className={clsx(table.table, styles.projects)}>
          <thead>
            <tr>
              <th>Folder</th>
              <th className={styles.policy}>Bodies on disk</th>
              <th className={styles.private}>Private</th>
              <th className={styles.end} aria-label="Remove" />
            </tr>
          </thead>
          <tbody>
            {entries.map(([name, project]) => (
              <ProjectRow
                key={name}
                name={name}
                project={project}
                onSave={(changed) => onSave({ ...projects, [name]: changed })}
                onRemove={() => onSave(Object.fromEntries(entries.filter(([other]) => other !== name)))}
              />
            ))}
          </tbody>
        </table>
      )}
      <form className={styles.line} onSubmit={add} noValidate>
        <span className={styles.grow}>
          <TextInput
            mono
            aria-label="Folder of a project"
            placeholder="e.g. /home/ann/work/secret"
            aria-invalid={problem !== null}
            aria-describedby="project-problem"
            value={folder}
            onChange={(event) => setFolder(event.target.value)}
          />
        </span>
        <Button type="submit" disabled={wanted === '' || problem !== null}>
          Add as private
        </Button>
      </form>
      <p id="project-problem" role="status" className={styles.problem}>
        {problem}
      </p>
    </>
  );
}

interface ProjectRowProps {
  name: string;
  project: Project;
  onSave(project: Project): void;
  onRemove(): void;
}

function ProjectRow({ name, project, onSave, onRemove }: ProjectRowProps) {
  const { bodies, private: isPrivate = false } = project;
  const choose = (value: BodyPolicy | typeof AS_ELSEWHERE) =>
    onSave({ ...(value !== AS_ELSEWHERE && { bodies: value }), ...(isPrivate && { private: true }) });
  return (
    <tr>
      <td title={name}>
        <code>{name}</code>
      </td>
      <td>
        {isPrivate ? (
          'none, as it is private'
        ) : (
          <Select label={`Bodies of ${name}`} options={OPTIONS} value={bodies ?? AS_ELSEWHERE} onChange={choose} />
        )}
      </td>
      <td>
        <Switch
          label={isPrivate ? 'private' : 'no'}
          checked={isPrivate}
          onChange={(checked) => onSave({ ...(bodies !== undefined && { bodies }), ...(checked && { private: true }) })}
        />
      </td>
      <td>
        <IconButton label={`Remove ${name}`} onClick={onRemove}>
          <X size={14} />
        </IconButton>
      </td>
    </tr>
  );
}
