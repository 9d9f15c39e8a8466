/** The page that `casus serve` sends. */
import { takeToken } from './api/client';
import { begin } from './begin';
import './styles/index.css';

takeToken();
begin();
